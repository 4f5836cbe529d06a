import type { Channel, Stage } from "../../src/model/channel.ts";
import type { ScoredQuestion } from "../../src/model/fact.ts";
import type { Identity } from "../../src/model/identity.ts";
import { customerIdOf, messageHashOf } from "../../src/store/customer-id.ts";
import { instant } from "../../src/store/events/connect.ts";
import type { Store } from "../../src/store/open.ts";

/** A moment as `2026-03-01T12:00:00Z` or in UTC milliseconds. */
type Moment = string | number;
/** `senderTime`: what the sender's clock said where it was ahead of the arrival. */
type Told = { at: Moment; senderTime?: Moment; id?: string; source?: string; touchpoint?: string; channel?: Channel; stage?: Stage | "" };

/** An interaction in short: who, when, where. */
export type ShortInteraction = Told & { who: Identity; touchpoint: string; revenueMinor?: number };
/** An answer in short; without `who` it was given anonymously, without `question` it is a comment alone. */
export type ShortAnswer = Told & { who?: Identity; question?: ScoredQuestion; score?: number; comment?: string; language?: string };
export type ShortProfile = { who: Identity; name?: string; email?: string; traits?: Record<string, string> };

const ms = (at: Moment): number => (typeof at === "number" ? at : Date.parse(at));
let lastSeq = 0;

function arrived(workspaceId: string, { at, id, senderTime, source = "test", ...told }: Told & { who?: Identity }) {
  const seq = ++lastSeq;
  const messageId = id ?? `message-${seq}`;
  return {
    workspace_id: workspaceId,
    customer_id: told.who ? customerIdOf(workspaceId, told.who) : "0",
    timestamp: instant(ms(at)),
    seq: String(seq),
    message_id: messageId,
    message_hash: messageHashOf(workspaceId, messageId),
    identities: told.who ? [told.who] : [],
    source_id: source,
    received_at: instant(ms(at)),
    ...(senderTime === undefined ? {} : { original_timestamp: instant(ms(senderTime)), flags: ["ts_ahead"] }),
    touchpoint: told.touchpoint ?? "",
    channel: told.channel ?? "web",
    stage: told.stage ?? "",
  };
}

/** Facts of a workspace, written straight into the event store in the order given: what collect and its follower would leave there. */
export function factsOf(store: Store, workspaceId: string) {
  const write = (table: string, values: object[]) =>
    values.length ? store.events.client.insert({ table, values, format: "JSONEachRow" }) : Promise.resolve();
  return {
    interactions: (list: ShortInteraction[]) =>
      write(
        "interactions",
        list.map((each) => ({
          ...arrived(workspaceId, each),
          kind: "track",
          name: each.touchpoint,
          revenue_minor: each.revenueMinor ?? null,
          currency: each.revenueMinor ? "EUR" : "",
          properties: "{}",
          context: "{}",
        })),
      ),
    answers: (list: ShortAnswer[]) =>
      write(
        "feedback",
        list.map((each) => ({
          ...arrived(workspaceId, each),
          question: each.question ?? "",
          score: each.score ?? null,
          comment: each.comment ?? "",
          language: each.language ?? "",
          survey_id: "",
          properties: "{}",
        })),
      ),
    profiles: async (list: ShortProfile[]) => {
      const records = list.map(({ who, name, email, traits }) => ({
        workspace_id: workspaceId,
        id: customerIdOf(workspaceId, who),
        traits: JSON.stringify({ ...traits, ...(name ? { name } : {}), ...(email ? { email } : {}) }),
        trait_times: "{}",
        updated_at: new Date(0),
      }));
      // Twenty thousand statements would take as long as all that is asked about them.
      for (let from = 0; from < records.length; from += 1000)
        await store.records.database
          .insertInto("customers")
          .values(records.slice(from, from + 1000))
          .execute();
      await write(
        "profiles",
        list.map(({ who, name = "", email = "", traits = {} }) => ({
          workspace_id: workspaceId,
          customer_id: customerIdOf(workspaceId, who),
          version: ++lastSeq,
          name,
          email,
          phone: "",
          traits,
        })),
      );
    },
    /** Says that one identity's customer turned out to be another's. */
    link: (from: Identity, to: Identity) =>
      write("customer_links", [
        { workspace_id: workspaceId, from_id: customerIdOf(workspaceId, from), to_id: customerIdOf(workspaceId, to), version: ++lastSeq },
      ]),
  };
}

/** The same answer several times, a minute apart, each from a customer of its own. */
export function repeatAnswers(
  times: number,
  answer: ShortAnswer & { who?: undefined },
  prefix = `${answer.question}-${answer.score}-${answer.at}`,
): ShortAnswer[] {
  return Array.from({ length: times }, (_, index) => ({
    ...answer,
    at: ms(answer.at) + index * 60_000,
    who: `user:${prefix}-${index}` as const,
  }));
}
