import type { ColumnType, Generated } from "kysely";

/** A JSON column: read as a value, written as text made by `JSON.stringify`. */
type Json<T> = ColumnType<T, string, string>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null, Date | string | null>;

export type BusinessHours = { days: number[]; from: string; to: string };
export type CaseRules = { recommend: number; satisfaction: number; ease: number; dueHours: number; maxAgeDays: number };
export type SampleState = "none" | "loading" | "loaded" | "removing";
export type Role = "owner" | "admin" | "analyst" | "agent" | "viewer";
export type SourceKind = "key" | "import" | "inbox" | "survey" | "sample" | "api";
export type CaseState = "new" | "contacted" | "working" | "resolved" | "closed";
export type JobState = "running" | "done" | "failed";

/** The records, table by table. Every row that belongs to a company carries its `workspace_id`. */
export interface Tables {
  workspaces: {
    id: string;
    name: string;
    timezone: string;
    currency: string;
    business_hours: Json<BusinessHours>;
    case_rules: Json<CaseRules>;
    sample: SampleState;
    created_at: Instant;
  };
  users: { id: string; email: string; name: string; password_hash: string; created_at: Instant };
  members: { workspace_id: string; user_id: string; role: Role };
  logins: { token_hash: string; user_id: string; workspace_id: string; created_at: Instant; seen_at: Instant; expires_at: Instant };
  sources: {
    workspace_id: string;
    id: string;
    kind: SourceKind;
    name: string;
    key_prefix: string | null;
    key_hash: string | null;
    /** The source that brought this one, such as the watched folder; `null` for most. */
    parent_id: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: Instant;
    revoked_at: MaybeInstant;
  };
  checkpoints: { stream: string; seq: number };
  identities: {
    workspace_id: string;
    identity: string;
    customer_id: string;
    how: string;
    source_id: string;
    at: Instant;
    traits: ColumnType<Record<string, unknown>, string | undefined, string>;
    trait_times: ColumnType<Record<string, number>, string | undefined, string>;
    /** Ingest sequence up to which it was last changed; mirrors read what is above their checkpoint. */
    changed_seq: Generated<number>;
  };
  identity_links: { workspace_id: string; message_id: string; identity: string; other: string; how: string; outcome: string; at: Instant };
  customers: {
    workspace_id: string;
    id: string;
    traits: Json<Record<string, unknown>>;
    trait_times: Json<Record<string, number>>;
    updated_at: Instant;
    changed_seq: Generated<number>;
  };
  cases: {
    workspace_id: string;
    id: string;
    number: number;
    feedback_id: string;
    /** The customer when the case was opened; `lived_cases` knows who that is today. */
    customer_id: string;
    /** The strongest key on the answer. */
    identity: string;
    state: CaseState;
    question: string;
    score: number;
    comment: string;
    touchpoint: string;
    channel: string;
    answered_at: Instant;
    opened_at: Instant;
    due_at: Instant;
    owner_id: string | null;
    cause: string | null;
    contacted_at: MaybeInstant;
    resolved_at: MaybeInstant;
    closed_at: MaybeInstant;
  };
  /** The cases, each under the one customer that its answer belongs to today. A view. */
  lived_cases: Tables["cases"];
  case_events: {
    workspace_id: string;
    id: Generated<number>;
    case_id: string;
    at: Instant;
    who: string | null;
    what: string;
    details: Json<Record<string, unknown>>;
  };
  causes: { workspace_id: string; id: string; parent_id: string | null; label: string; position: number };
  initiatives: {
    workspace_id: string;
    id: string;
    title: string;
    cause: string | null;
    owner_id: string | null;
    cost_minor: number | null;
    metric: string;
    filters: Json<Record<string, string>>;
    started_at: Instant;
    window_days: number;
    value_per_point_minor: number | null;
    created_at: Instant;
  };
  segments: { workspace_id: string; id: string; name: string; conditions: Json<unknown[]>; created_at: Instant };
  surveys: {
    workspace_id: string;
    id: string;
    token: string;
    title: string;
    question: string;
    touchpoint: string;
    channel: string;
    created_at: Instant;
  };
  imports: {
    workspace_id: string;
    id: string;
    file: string;
    path: string;
    bytes: number;
    plan: Json<Record<string, unknown>>;
    /** Hash of the columns of what was imported, and of its bytes; empty until it is started. */
    shape: string;
    fingerprint: string;
    created_at: Instant;
  };
  inbox_files: {
    workspace_id: string;
    id: string;
    file: string;
    outcome: "done" | "failed" | "needs_a_look";
    says: string;
    import_id: string | null;
    at: Instant;
  };
  jobs: {
    workspace_id: string;
    id: string;
    kind: string;
    state: JobState;
    done: number;
    total: number;
    unit: string;
    message: string | null;
    result: Json<Record<string, unknown>>;
    started_at: Instant;
    finished_at: MaybeInstant;
  };
}
