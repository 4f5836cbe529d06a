import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readCase } from "../../src/act/cases/case-file.ts";
import { casesOfFeedback, openCasesOf } from "../../src/act/cases/case-lookup.ts";
import { actOnCase, undoLastAct } from "../../src/act/cases/case-work.ts";
import { readInbox, type CaseFolder } from "../../src/act/cases/inbox.ts";
import { openCases, type StoredAnswer } from "../../src/act/cases/open-cases.ts";
import { readCauses } from "../../src/act/cases/causes.ts";
import type { Store } from "../../src/store/open.ts";
import type { Records } from "../../src/store/records/connect.ts";
import { lentEngines } from "../support/engines.ts";
import { createTestWorkspace } from "../support/workspace.ts";

const now = Date.parse("2026-05-06T10:00:00Z");
const hour = 3_600_000;
let records: Records;
let store: Store;
let workspaceId = "";
let counter = 0;

beforeAll(async () => {
  records = await lentEngines.records();
  store = { records } as Store;
});
beforeEach(async () => {
  workspaceId = `w${++counter}`;
  await createTestWorkspace(records.database, workspaceId);
});
afterAll(() => records.close());

const answer = (over: Partial<StoredAnswer> = {}): StoredAnswer => ({
  workspaceId,
  messageId: `m${++counter}`,
  customerId: "1",
  question: "recommend",
  score: 3,
  comment: "the parcel never came",
  touchpoint: "delivery",
  channel: "email",
  timestamp: now - hour,
  identities: ["user:1"],
  ...over,
});
const open = (...answers: StoredAnswer[]) => records.database.transaction().execute((trx) => openCases(trx, answers, now));
const reader = (at = now, userId = `${workspaceId}-ada`) => ({ workspaceId, userId, now: at });
const inbox = (folder: CaseFolder = "all", at = now) => readInbox(store, reader(at), { folder });
const only = async () => (await inbox()).items[0]!;
const act = async (what: Parameters<typeof actOnCase>[2], at = now) =>
  actOnCase(store, { workspaceId, userId: `${workspaceId}-ada`, caseId: (await only()).id }, what, at);

test("the low answer to each question opens a case, the next better one does not", async () => {
  const scores = { recommend: 6, satisfaction: 2, ease: 3 } as const;
  for (const [question, score] of Object.entries(scores) as ["recommend", number][])
    await open(answer({ question, score }), answer({ question, score: score + 1 }));
  expect((await inbox()).items.map(({ question, score }) => [question, score])).toEqual([
    ["ease", 3],
    ["satisfaction", 2],
    ["recommend", 6],
  ]);
});

test("nobody's answer, an old one and a mere comment open nothing", async () => {
  const fortnight = 14 * 24 * hour;
  expect(await open(answer({ identities: [] }), answer({ timestamp: now - fortnight }), answer({ question: "", score: null }))).toBe(0);
  expect(await open(answer({ timestamp: now - fortnight + 1 }))).toBe(1);
});

test("an answer that comes again keeps its one case, in one batch or in two", async () => {
  const twice = answer();
  expect(await open(twice, twice)).toBe(1);
  expect(await open(twice, answer())).toBe(1);
  expect((await inbox()).counts.all).toBe(2);
});

test("the same message id in two workspaces is two answers, each with a number of its own", async () => {
  const other = `${workspaceId}-other`;
  await createTestWorkspace(records.database, other);
  const mine = answer();
  expect(await open(mine, { ...mine, workspaceId: other })).toBe(2);
  expect((await only()).number).toBe(1);
});

test("a thousand low answers at once open a thousand cases", async () => {
  expect(await open(...Array.from({ length: 1001 }, () => answer()))).toBe(1001);
});

test("a case is due after a working day and late from then on, until somebody makes contact", async () => {
  await open(answer());
  const dueAt = Date.parse("2026-05-07T10:00:00Z");
  expect(await only()).toMatchObject({ dueAt: new Date(dueAt).toISOString(), late: false, state: "new" });
  expect((await inbox("late", dueAt)).counts).toMatchObject({ late: 0, open: 1 });
  expect((await inbox("late", dueAt + 1)).items).toMatchObject([{ late: true }]);
  await act({ what: "contacted", note: "called, no answer" }, dueAt + 1);
  expect((await inbox("late", dueAt + 2)).counts).toMatchObject({ late: 0, open: 1 });
});

test("the most urgent case is on top and those in touch come last, through all pages", async () => {
  await open(answer(), answer(), answer());
  await act({ what: "contacted", note: "" });
  const setDue = (number: number, at: number) =>
    records.database
      .updateTable("cases")
      .set({ due_at: new Date(at) })
      .where("number", "=", number)
      .where("workspace_id", "=", workspaceId)
      .execute();
  await setDue(3, now);
  await setDue(2, now + hour);
  const numbers: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await readInbox(store, reader(), { folder: "open", cursor, limit: 1 });
    numbers.push(...page.items.map(({ number }) => number));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(numbers).toEqual([2, 1, 3]);
  await expect(readInbox(store, reader(), { folder: "open", cursor: "x" })).rejects.toMatchObject({ code: "bad_input" });
});

test("a case is worked to its end, and its history tells who did what", async () => {
  await open(answer());
  await act({ what: "took" });
  await act({ what: "contacted", note: "called" });
  await act({ what: "assigned", to: `${workspaceId}-bob` });
  await act({ what: "resolved", cause: "delivery.late", note: "sent again" });
  await act({ what: "closed", note: "" });
  const file = await readCase(store, reader(), (await only()).id);
  expect(file).toMatchObject({ state: "closed", cause: "delivery.late", owner: { name: "bob" } });
  expect(file.history.map(({ what, who, details }) => [what, who?.name, JSON.parse(JSON.stringify(details))])).toEqual([
    ["opened", undefined, {}],
    ["took", "ada", {}],
    ["contacted", "ada", { note: "called" }],
    ["assigned", "ada", { to: "bob" }],
    ["resolved", "ada", { note: "sent again", cause: "delivery.late" }],
    ["closed", "ada", { note: "" }],
  ]);
  expect((await inbox()).counts).toEqual({ open: 0, late: 0, mine: 0, resolved: 0, closed: 1, all: 1 });
});

test("a cause outside the tree, a stranger as owner and another workspace's case are refused", async () => {
  await open(answer());
  await expect(act({ what: "resolved", cause: "weather", note: "" })).rejects.toThrow("cause: choose one");
  await expect(act({ what: "assigned", to: "stranger" })).rejects.toThrow("userId: choose a member");
  const { id } = await only();
  await expect(readCase(store, { ...reader(), workspaceId: "other" }, id)).rejects.toMatchObject({ code: "not_found" });
  await expect(actOnCase(store, { workspaceId: "other", userId: "u", caseId: id }, { what: "took" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await only()).state).toBe("new");
});

test("who closed the wrong case takes it back, clock and contact included; another person or a later hour cannot", async () => {
  await open(answer());
  await act({ what: "contacted", note: "" });
  const before = await only();
  await act({ what: "closed", note: "no reply" });
  const work = { workspaceId, caseId: before.id, userId: `${workspaceId}-ada` };
  await expect(undoLastAct(store, { ...work, userId: `${workspaceId}-bob` }, now)).rejects.toMatchObject({ code: "conflict" });
  await expect(undoLastAct(store, work, now + hour)).rejects.toMatchObject({ code: "conflict" });
  await undoLastAct(store, work, now);
  expect(await only()).toEqual(before);
  await expect(undoLastAct(store, work, now)).rejects.toMatchObject({ code: "conflict" });
});

test("when two customers turn out to be one, their cases are that customer's", async () => {
  await open(answer({ customerId: "7", identities: ["anonymous:a"] }), answer({ customerId: "8", identities: ["user:u"] }));
  const at = new Date(now);
  const known = { workspace_id: workspaceId, customer_id: "8", how: "identify", source_id: "s", at };
  await records.database
    .insertInto("identities")
    .values([
      { ...known, identity: "anonymous:a" },
      { ...known, identity: "user:u" },
    ])
    .execute();
  const traits = JSON.stringify({ firstName: "Grace", lastName: "Hopper" });
  await records.database
    .insertInto("customers")
    .values({ workspace_id: workspaceId, id: "8", traits, trait_times: "{}", updated_at: at })
    .execute();
  const { items } = await inbox();
  expect(items.map(({ number, customerId, customerName }) => [number, customerId, customerName])).toEqual([
    [2, "8", "Grace Hopper"],
    [1, "8", "Grace Hopper"],
  ]);
  expect(await openCasesOf(store, workspaceId, ["7", "8"])).toEqual(new Map([["8", items[1]!.id]]));
  const ofAnswers = await casesOfFeedback(store, workspaceId, [items[0]!.feedbackId, "unknown"]);
  expect(ofAnswers).toEqual(new Map([[items[0]!.feedbackId, items[0]!.id]]));
});

test("a workspace begins with a tree of causes", async () => {
  const tree = await readCauses(records.database, workspaceId);
  expect(tree[1]).toMatchObject({ id: "delivery", children: [{ id: "delivery.late", label: "Late", children: [] }, {}, {}, {}] });
  expect(tree.at(-1)).toMatchObject({ id: "unknown", children: [] });
});
