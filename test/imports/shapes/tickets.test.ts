import { describe, expect, it } from "vitest";
import { answersIn, eventsOf, factsOf, importText } from "../../support/imports.ts";

const zendesk =
  "Id,Requester,Requester email,Assignee,Group,Subject,Description,Status,Priority,Via,Created at,Updated at,Solved at,First reply time in minutes,Satisfaction Score\n";

describe("tickets of a help desk", () => {
  it("become what happened, what was written and how the help was rated", async () => {
    const made = await importText(
      `${zendesk}7,Buyer One,a@example.com,Agent A,Parcels,Broken,It came broken,closed,high,Web form,2026-01-07 09:00,2026-01-09 09:00,2026-01-08 09:00,95,bad\n`,
    );
    expect(made.plan).toMatchObject({ kind: "tickets", shape: "zendesk" });
    expect(eventsOf(made)).toMatchObject([
      {
        name: "Ticket Created",
        channel: "web",
        stage: "service",
        properties: { ticket_id: "7", priority: "high", agent: "Agent A", group: "Parcels" },
      },
      { name: "Ticket Solved", properties: { first_reply_minutes: 95, solved_minutes: 1440 } },
    ]);
    expect(answersIn(made)).toMatchObject([
      { question: "", score: null, comment: "It came broken", touchpoint: "Ticket Created" },
      { question: "satisfaction", score: 2, comment: "", touchpoint: "Ticket Solved", properties: { rating: "bad" } },
    ]);
    expect(factsOf(made).at(-1)).toMatchObject({ fact: "identification", traits: { name: "Buyer One", email: "a@example.com" } });
  });

  it("that are solved by the next export bring only that", async () => {
    const open = `${zendesk}7,Buyer One,a@example.com,,,Broken,It came broken,open,,Mail,2026-01-07 09:00,2026-01-07 09:00,,,Unoffered\n`;
    const { ledger, result } = await importText(open);
    expect(result.facts.map(({ fact, what }) => `${fact} ${what}`).sort()).toEqual([
      "feedback ",
      "identification ",
      "interaction Ticket Created",
    ]);
    const solved = await importText(
      `${zendesk}7,Buyer One,a@example.com,Agent A,Parcels,Broken,It came broken,solved,,Mail,2026-01-07 09:00,2026-01-08 10:00,,,good\n`,
      ledger,
    );
    expect(solved.result).toMatchObject({ stored: 0, known: 1, factsStored: 2 });
    expect(eventsOf(solved).at(-1)).toMatchObject({ name: "Ticket Solved", properties: { dated_by: "last update" } });
    expect(answersIn(solved).at(-1)).toMatchObject({ score: 4 });
  });

  it("Freshdesk: waits in clock time, ratings in words", async () => {
    const made = await importText(
      "Ticket ID,Subject,Status,Priority,Source,Agent,Group,Created time,Resolved time,Initial response time,Full name,Email,Contact ID,Survey results\n" +
        "31,Late,Closed,Low,Phone,Agent B,Parcels,2026-01-07 09:00:00,2026-01-07 12:00:00,2026-01-07 09:30:00,Buyer Two,b@example.com,88,Extremely Happy\n",
    );
    expect(made.plan.shape).toBe("freshdesk");
    expect(eventsOf(made)).toMatchObject([
      { channel: "phone", identities: ["email:b@example.com"] },
      { properties: { first_reply_minutes: 30, solved_minutes: 180 } },
    ]);
    expect(answersIn(made)).toMatchObject([{ score: 5 }]);
  });

  it.each([
    ["Awesome", 5],
    ["Just Okay", 3],
    ["Not Good", 2],
    ["Good", 4],
    ["unhappy", 2],
  ])("a rating of “%s” is %i on the scale", async (word, score) => {
    const made = await importText(
      `Ticket ID,Subject,Status,Created time,Agent,Email,Survey results\n31,Late,Closed,2026-01-07 09:00:00,Agent B,b@example.com,${word}\n`,
    );
    expect(answersIn(made)).toMatchObject([{ score }]);
  });

  it("Intercom: a conversation is a ticket in chat", async () => {
    const made = await importText(
      "Conversation ID,Conversation started at (UTC),User name,User email,User ID,Conversation rating,Conversation rating remark,First response time (seconds),Last closed at (UTC),Teammate assigned\n" +
        "9001,2026-01-07 09:00,Buyer One,a@example.com,u1,4,Fine,600,2026-01-07 10:00,Agent A\n",
    );
    expect(made.plan.shape).toBe("intercom");
    expect(eventsOf(made)).toMatchObject([
      { channel: "chat", identities: ["user:u1", "email:a@example.com"] },
      { name: "Ticket Solved", properties: { first_reply_minutes: 10 } },
    ]);
    expect(answersIn(made)).toMatchObject([{ score: 4, comment: "Fine" }]);
  });

  it("of any other program are found by what their columns are called", async () => {
    const made = await importText(
      "Ticket number;Betreff;Beschreibung;Status;E-Mail;Erstellt am;Gelöst am;Wiedereröffnet am;Bearbeiter\n5;Lampe;Die Lampe flackert seit gestern;gelöst;c@example.com;31.01.2026 10:00;03.02.2026 10:00;02.02.2026 10:00;Agent C\n",
    );
    expect(made.plan).toMatchObject({ kind: "tickets", shape: null });
    expect(eventsOf(made).map(({ name }) => name)).toEqual(["Ticket Created", "Ticket Reopened", "Ticket Solved"]);
  });

  it("find the customer behind a name, and never take a first name for a customer's number", async () => {
    const made = await importText(
      "Ticket ID,Ticket name,Ticket status,Create date,Close date,Ticket owner,Associated Contact,Customer first name\n9,Broken cup,Closed,2026-01-05 10:00,2026-01-06 10:00,Agent A,Buyer One (A@example.com),Buyer\n",
    );
    expect(made.plan.kind).toBe("tickets");
    expect(eventsOf(made)).toMatchObject([{ name: "Ticket Created", identities: ["email:a@example.com"] }, { name: "Ticket Solved" }]);
  });

  it("describe a customer once a file, and never by the help desk's own number of a contact", async () => {
    const row = (id: number) => `${id},Late,Where is my parcel,closed,2026-01-05 10:00,2026-01-06 10:00,900${id},a@example.com,Buyer One\n`;
    const made = await importText(
      `Ticket number,Subject,Description,Status,Opened,Closed,Contact ID,Customer Email,Customer name\n${row(1)}${row(2)}`,
    );
    expect(made.plan.kind).toBe("tickets");
    expect(eventsOf(made).every(({ identities }) => identities.join() === "email:a@example.com")).toBe(true);
    expect(made.result.facts).toContainEqual({ fact: "identification", what: "", count: 1 });
  });
});
