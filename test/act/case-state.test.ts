import { expect, test } from "vitest";
import { applyAct, isLate, type CaseAct, type Standing } from "../../src/act/cases/case-state.ts";

const at = new Date("2026-05-04T10:00:00Z");
const dueAt = new Date("2026-05-07T10:00:00Z");
const fresh: Standing = { state: "new", ownerId: null, cause: null, dueAt: at, contactedAt: null, resolvedAt: null, closedAt: null };
const after = (...acts: CaseAct[]) => acts.reduce((standing, act) => applyAct(standing, act, { who: "ada", at, dueAt }), fresh);

const contact: CaseAct = { what: "contacted", note: "called" };
const resolve: CaseAct = { what: "resolved", cause: "delivery.late", note: "" };
const close: CaseAct = { what: "closed", note: "" };

test("a case goes from new over contacted and working to resolved and closed", () => {
  expect(after({ what: "took" })).toEqual({ ...fresh, ownerId: "ada" });
  expect(after(contact)).toMatchObject({ state: "contacted", contactedAt: at });
  expect(after(contact, { what: "noted", note: "waits for a part" })).toMatchObject({ state: "working", contactedAt: at });
  expect(after(contact, resolve)).toMatchObject({ state: "resolved", cause: "delivery.late", resolvedAt: at });
  expect(after(resolve, close)).toMatchObject({ state: "closed", closedAt: at });
});

test("a note is not yet a contact", () => {
  expect(after({ what: "noted", note: "looked at the order" })).toEqual(fresh);
});

test("closing without a resolution needs a reason", () => {
  expect(() => after(close)).toThrow("reason: a case that was not resolved needs a reason to be closed.");
  expect(after({ what: "closed", note: "a test answer" })).toMatchObject({ state: "closed", cause: null });
});

test("reopening starts the clock again and asks for a new contact", () => {
  expect(after(contact, resolve, close, { what: "reopened", note: "it broke again" })).toEqual({ ...fresh, dueAt });
  expect(() => after({ what: "reopened", note: "" })).toThrow("open already");
});

test.each<[CaseAct, string]>([
  [{ what: "took" }, "Reopen it first"],
  [{ what: "assigned", to: "bob" }, "Reopen it first"],
  [contact, "Reopen it first"],
  [resolve, "Reopen it first"],
  [close, "closed already"],
])("a closed case refuses %o", (act, sentence) => {
  expect(() => after(resolve, close, act)).toThrow(sentence);
});

test("nobody takes a case from somebody by accident, but may assign it", () => {
  const bobs = after({ what: "assigned", to: "bob" });
  expect(() => applyAct(bobs, { what: "took" }, { who: "ada", at, dueAt })).toThrow("Somebody else");
  expect(applyAct(bobs, { what: "assigned", to: null }, { who: "ada", at, dueAt }).ownerId).toBeNull();
});

test("late means that nobody made contact in time; who did is not late any more", () => {
  expect(isLate(fresh, at.getTime())).toBe(false);
  expect(isLate(fresh, at.getTime() + 1)).toBe(true);
  expect(isLate(after(contact), dueAt.getTime())).toBe(false);
  expect(isLate(after({ what: "closed", note: "spam" }), dueAt.getTime())).toBe(false);
});
