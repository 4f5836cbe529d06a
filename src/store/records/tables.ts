import type { ColumnType, Generated } from "kysely";
import type { Privacy } from "../../model/privacy.ts";
import type { SourceKind } from "../../model/source.ts";
import type { Channel, Stage } from "../../model/channel.ts";
import type { Catalogue, RuleCondition } from "../../model/touchpoint.ts";

/** A JSON column: read as a value, written as text made by `JSON.stringify`. */
type Json<T> = ColumnType<T, string, string>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null, Date | string | null>;

export type BusinessHours = { days: number[]; from: string; to: string };
export type CaseRules = { recommend: number; satisfaction: number; ease: number; dueHours: number; maxAgeDays: number };
export type SampleState = "none" | "loading" | "loaded" | "removing";
export type Role = "owner" | "admin" | "analyst" | "agent" | "viewer";
export type DecisionKind = "merge" | "separate" | "different" | "nobody";
export type CaseState = "new" | "contacted" | "working" | "resolved" | "closed";
export type JobState = "running" | "done" | "failed";

/** The records, table by table. Every row that belongs to a company carries its `workspace_id`. */
export interface Tables {
  workspaces: {
    id: string;
    name: string;
    timezone: string;
    /** ISO 3166 code of phone numbers that name none; empty: such numbers name nobody. */
    country: Generated<string>;
    currency: string;
    business_hours: Json<BusinessHours>;
    case_rules: Json<CaseRules>;
    sample: SampleState;
    /** `null`: what usually holds. */
    privacy: ColumnType<Privacy | null, string | undefined, string>;
    pseudonym_salt: Generated<string>;
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
    /** What the source was told about itself; its kind says which words it knows. */
    settings: ColumnType<Record<string, unknown>, string | undefined, string>;
    /** The source that brought this one, such as the watched folder; `null` for most. */
    parent_id: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: Instant;
    revoked_at: MaybeInstant;
  };
  /** Names that sources used, with one type of value each. */
  source_names: {
    workspace_id: string;
    source_id: string;
    kind: "event" | "property" | "trait";
    name: string;
    type: string;
    n: number;
    first_at: Instant;
    last_at: Instant;
    /** The latest event that carried it. */
    event: string;
  };
  /** What was noticed about sources, by day (UTC), with a few samples. */
  source_warnings: {
    workspace_id: string;
    source_id: string;
    kind: "mended" | "schema" | "refused";
    code: string;
    day: ColumnType<Date, string, string>;
    n: number;
    first_at: Instant;
    last_at: Instant;
    samples: Json<unknown[]>;
  };
  webhook_secrets: {
    workspace_id: string;
    id: string;
    source_id: string;
    /** What the vault made of it. */
    sealed: string;
    created_at: Instant;
    /** From when on it proves nothing any more; `null` while it is in force. */
    expires_at: MaybeInstant;
  };
  checkpoints: { stream: string; seq: number };
  identities: {
    workspace_id: string;
    identity: string;
    customer_id: string;
    how: string;
    source_id: string;
    /** Its earliest evidence: message, source, time and how. */
    at: Instant;
    message_id: Generated<string>;
    /** Whether a call identified this very key: such a user never merges into another by itself. */
    is_identified: Generated<boolean>;
    traits: ColumnType<Record<string, unknown>, string | undefined, string>;
    trait_times: ColumnType<Record<string, number>, string | undefined, string>;
    trait_sources: ColumnType<Record<string, string>, string | undefined, string>;
    /** Ingest sequence up to which it was last changed; mirrors read what is above their checkpoint. */
    changed_seq: Generated<number>;
  };
  identity_links: {
    workspace_id: string;
    message_id: string;
    source_id: Generated<string>;
    identity: string;
    other: string;
    how: string;
    outcome: string;
    at: Instant;
  };
  /** What people said about who is who. `other` is empty where a decision is about one key. */
  identity_decisions: {
    workspace_id: string;
    id: string;
    kind: DecisionKind;
    identity: string;
    other: string;
    who: string | null;
    at: Instant;
    why: string;
    undone_at: MaybeInstant;
    undone_by: string | null;
    /** Whether the records follow it, or its undoing, already. */
    is_settled: boolean;
  };
  /** Customers that may be one, by the key that named each when they were compared. */
  duplicate_pairs: {
    workspace_id: string;
    identity: string;
    other: string;
    bits: number;
    probability: number;
    reasons: Json<unknown[]>;
    found_at: Instant;
  };
  customers: {
    workspace_id: string;
    id: string;
    traits: Json<Record<string, unknown>>;
    trait_times: Json<Record<string, number>>;
    trait_sources: ColumnType<Record<string, string>, string | undefined, string>;
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
    /** The latest task that imported the file; `null` before the first. */
    job_id: string | null;
    /** The import whose set-aside rows were mended in this file; `null` for any other file. */
    mends: string | null;
  };
  consents: {
    workspace_id: string;
    message_id: string;
    purpose: string;
    identity: string;
    granted: boolean;
    at: Instant;
    /** Which text was shown, where it was said, and what proves it. */
    version: string;
    channel: string;
    proof: string;
    /** The source that told it; `null` when a person here wrote it down. */
    source_id: string | null;
    who: string | null;
  };
  feeds: {
    workspace_id: string;
    source_id: string;
    url: string;
    channel: string;
    touchpoint: string;
    every_minutes: number;
    paused: Generated<boolean>;
    etag: string | null;
    last_modified: string | null;
    next_at: Instant;
    tried_at: MaybeInstant;
    read_at: MaybeInstant;
    failures: Generated<number>;
    /** What went wrong at the last try; `null` when it went well. */
    problem: string | null;
    moved_to: string | null;
    /** Items of the last reading, and how many of them were new. */
    items: number | null;
    fresh: number | null;
  };
  touchpoints: {
    workspace_id: string;
    id: string;
    name: string;
    names: Json<string[]>;
    channel: Channel;
    stage: Stage | "";
    owner: string;
    is_direct: boolean;
    is_controllable: boolean;
    is_moment: boolean;
    description: string;
    /** Place in the catalogue's own order, from 1. */
    position: number;
  };
  place_rules: {
    workspace_id: string;
    id: string;
    /** Rules are asked in this order. */
    position: number;
    conditions: Json<RuleCondition[]>;
    /** `null`: what fits is no part of journeys. */
    touchpoint_id: string | null;
  };
  /** Each time a catalogue was applied to facts that are stored. */
  remappings: {
    workspace_id: string;
    id: string;
    job_id: string | null;
    state: JobState;
    /** The catalogue that is applied, and the one that history was under before. */
    catalogue: Json<Catalogue>;
    before: Json<Catalogue>;
    rows: number;
    who: string | null;
    started_at: Instant;
    finished_at: MaybeInstant;
    /** The re-mapping that this one takes back; `null` when it takes none back. */
    undoes: string | null;
  };
  locations: {
    workspace_id: string;
    id: string;
    parent_id: string | null;
    name: string;
    kind: string;
    codes: Json<string[]>;
    timezone: string | null;
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
