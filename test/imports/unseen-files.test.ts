import { describe, expect, it } from "vitest";
import { understand } from "../support/imports.ts";

describe("a column of scores", () => {
  it.each([
    ["Weiterempfehlung (0-10)", [9, 10, 0, 6], "recommend"],
    ["Würden Sie uns weiterempfehlen?", [9, 10, 0, 6], "recommend"],
    ["Recomendación", [9, 10, 0, 6], "recommend"],
    ["Raccomandazione", [9, 10, 0, 6], "recommend"],
    ["Likelihood to recommend (0 to 10)", [9, 10, 0, 6], "recommend"],
    ["Kundenzufriedenheit", [5, 4, 1, 3], "satisfaction"],
    ["Overall satisfaction score", [5, 4, 1, 3], "satisfaction"],
    ["Tevredenheid", [5, 4, 1, 3], "satisfaction"],
    ["Effort (1-7)", [7, 4, 1, 3], "ease"],
  ])("is found beside comments by what its header asks: %s", async (header, scores, question) => {
    const rows = scores.map((score, i) => `${i}@example.com;${score};${i % 2 ? "Too late" : ""};0${i + 1}.02.2026`);
    const { kind, fields, plan } = await understand(`E-Mail;${header};Kommentar;Datum\n${rows.join("\n")}\n`);
    const found = kind === "responses" ? plan.answers[0] : { asked: plan.question, title: fields["score"] };
    expect(found).toMatchObject({ asked: question, title: header });
  });

  it("is found in a survey of a single answer, however bad", async () => {
    const asked = "How likely are you to recommend us?,How satisfied are you with our help?";
    const { plan } = await understand(`Email,${asked},Date\na@example.com,1,1,2026-02-01\n`);
    expect(plan.answers.map((answer) => answer.asked)).toEqual(["recommend", "satisfaction"]);
  });

  it("is not any column of small numbers", async () => {
    const { fields } = await understand(
      "E-Mail;Filiale;Kommentar;Datum\na@example.com;4;Zu spät;01.02.2026\nb@example.com;2;Gut;02.02.2026\n",
    );
    expect(fields["score"]).toBeUndefined();
  });
});

describe("a file of a program or a country that no shape knows", () => {
  it.each([
    [
      "Dutch",
      "Datum,Klantnummer,NPS-score,Toelichting",
      "2026-03-01,K10023,9,Snelle levering",
      "feedback",
      { user: "Klantnummer", comment: "Toelichting" },
    ],
    [
      "Polish",
      "Data;E-mail;Ocena (1-5);Komentarz",
      "14.03.2026;ola@example.com;1;Paczka przyszła uszkodzona",
      "feedback",
      { time: "Data", score: "Ocena (1-5)", comment: "Komentarz" },
    ],
    [
      "Swedish",
      "Datum;Kundnummer;Betyg;Kommentar",
      "2026-03-01;1001;5;Mycket bra service",
      "feedback",
      { user: "Kundnummer", score: "Betyg" },
    ],
    [
      "Italian",
      "Data;Codice cliente;Voto;Commento",
      "14.03.2026;A7;4;Personale molto gentile",
      "feedback",
      { time: "Data", user: "Codice cliente", score: "Voto" },
    ],
    [
      "HubSpot's answers",
      "Survey ID,Survey type,Respondent email,Submitted at,Survey channel,Likelihood to recommend,Follow-up response",
      "12,NPS,eve@example.com,2026-03-10 12:00,Email,9,Quick help",
      "feedback",
      { score: "Likelihood to recommend", comment: "Follow-up response", channel: "Survey channel" },
    ],
    [
      "Jira's requests",
      "Issue key,Issue id,Summary,Status,Created,Resolved,Reporter,Satisfaction rating,Time to first response",
      "SUP-1,10001,Cannot log in,Resolved,13/Mar/26 9:12 AM,14/Mar/26 10:00 AM,eve@example.com,4,0:42",
      "tickets",
      {
        ticket: "Issue key",
        subject: "Summary",
        time: "Created",
        solved: "Resolved",
        email: "Reporter",
        rating: "Satisfaction rating",
        replyWait: "Time to first response",
      },
    ],
    [
      "Salesforce's cases",
      "Case Number,Contact Email,Subject,Status,Case Origin,Date/Time Opened,Date/Time Closed",
      '1026,eve@example.com,Lamp broken,Closed,Phone,"3/13/2026, 9:12 AM","3/14/2026, 10:00 AM"',
      "tickets",
      { channel: "Case Origin", time: "Date/Time Opened" },
    ],
    [
      "a till's receipts",
      "Bon-Nr;Filiale;Datum;Uhrzeit;Kundenkarte;Artikel;Menge;Betrag",
      "1001;Köln;01.03.2026;10:05;9912345;Lampe;1;39,90",
      "orders",
      { order: "Bon-Nr", time: "Datum", clock: "Uhrzeit", loyalty: "Kundenkarte", revenue: "Betrag" },
    ],
    [
      "an analytics warehouse",
      "event_date,event_timestamp,event_name,user_id,user_pseudo_id",
      "20260301,1772359200000000,purchase,42,111.222",
      "interactions",
      { time: "event_timestamp", name: "event_name", user: "user_id", anonymous: "user_pseudo_id" },
    ],
    [
      "reviews of a shop's products",
      "reviewerID,asin,reviewerName,reviewText,overall,summary,unixReviewTime",
      "A2S,0000013714,J. Doe,I bought this for my piano,5.0,Heavenly,1252800000",
      "reviews",
      { user: "reviewerID", score: "overall", title: "summary", comment: "reviewText", time: "unixReviewTime" },
    ],
    [
      "reviews without a day",
      ",Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback Count",
      "0,767,33,Not great,Absolutely wonderful and silky,4,1,0",
      "reviews",
      { score: "Rating", comment: "Review Text", title: "Title" },
    ],
    [
      "a line for each item",
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID",
      "536365,85123A,WHITE HANGING HEART,6,12/31/2010 8:26,2.55,17850",
      "orders",
      { order: "InvoiceNo", item: "Description", price: "UnitPrice", user: "CustomerID" },
    ],
    [
      "orders with what was estimated",
      "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_carrier_date,order_estimated_delivery_date",
      "e4,9e,shipped,2017-10-02 10:56:33,2017-10-04 19:55:00,2017-10-18 00:00:00",
      "orders",
      { time: "order_purchase_timestamp", shipped: "order_delivered_carrier_date" },
    ],
    [
      "clicks of visitors",
      "timestamp,visitorid,event,itemid",
      "1433221332117,257597,view,355908",
      "interactions",
      { time: "timestamp", anonymous: "visitorid", name: "event" },
    ],
    [
      "contracts of customers",
      "customerID,gender,tenure,Contract,MonthlyCharges,TotalCharges,Churn",
      "7590-VH,Female,1,Monthly,29.85,29.85,No",
      "customers",
      { user: "customerID" },
    ],
    [
      "a list of calls",
      "Call ID,Caller,Queue,Started,Wait (s)",
      "c1,+49 30 1234567,Support,2026-03-01 10:00:00,42",
      "interactions",
      { phone: "Caller", time: "Started" },
    ],
  ])("is understood: %s", async (_, head, row, kind, fields) => {
    expect(await understand(`${head}\n${row}\n`)).toMatchObject({ kind, fields });
  });

  it("asks in Spanish, and asks who somebody is", async () => {
    const asked = "Fecha de la encuesta,ID Cliente,¿Qué tan probable es que nos recomiende?,Motivo,Tienda";
    const spanish = await understand(
      `${asked}\n14/03/2026 10:00,C-1,9,Buen trato,Madrid\n15/03/2026 10:00,C-2,3,La espera fue larga,Sevilla\n`,
    );
    expect(spanish).toMatchObject({ kind: "responses", fields: { user: "ID Cliente" } });
    expect(spanish.plan.answers.map(({ asked: what }) => what)).toEqual(["recommend", "words"]);
    const { kind, fields } = await understand(
      "Submission ID,Submitted at,What is your email?,How likely are you to recommend us?\nabc1,2026-03-01 10:00:00,eve@example.com,9\n",
    );
    expect({ kind, fields }).toMatchObject({ kind: "responses", fields: { email: "What is your email?" } });
  });

  it("says who answered where they are called respondents, and has no day of a ticket in a birthday", async () => {
    const asked = "Respondent,How likely are you to recommend us to a friend?,What is the main reason for your score?,Submitted at,Store";
    expect(
      await understand(`${asked}\nc-1,9,Quick,2026-03-01 10:00:00,Lyon\nc-2,3,"Slow, again",2026-03-02 10:00:00,Lyon\n`),
    ).toMatchObject({
      kind: "responses",
      fields: { user: "Respondent", time: "Submitted at" },
    });
    const { fields } = await understand("Ticket ID,Member no,Date of Birth,Subject\n3,m-7,1984-03-12,Card lost\n");
    expect(fields).toMatchObject({ user: "Member no", subject: "Subject" });
    expect(fields["time"]).toBeUndefined();
  });

  it("has no day of a ticket where only the purchase has one, and takes instants of a reply for what they are", async () => {
    const head =
      "Ticket ID,Customer Email,Date of Purchase,Ticket Subject,Ticket Description,Ticket Status,First Response Time,Time to Resolution";
    const { kind, fields } = await understand(
      `${head}\n3,a@example.com,2020-07-14,Network,I'm facing a problem with it,Closed,2023-06-01 11:14:38,2023-06-01 18:05:38\n`,
    );
    expect({ kind, fields }).toMatchObject({ kind: "tickets", fields: { replied: "First Response Time", solved: "Time to Resolution" } });
    expect(fields["time"]).toBeUndefined();
  });

  it("never takes an id for a place, nor a time that something took for one of a day", async () => {
    const { fields } = await understand("Event,Time,User ID,Location Id,Time to answer\nCall,2026-03-01 10:00,7,L9,0:42\n");
    expect(Object.keys(fields).sort()).toEqual(["name", "time", "user"]);
  });
});

describe("a list of customers as other programs export it", () => {
  const people = (headers: string, ada: string, bob: string) => understand(`${headers}\n${ada}\n${bob}\n`);

  it("is one with an empty column of notes, which is the French word for a score", async () => {
    const { kind, fields } = await people(
      "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Total Orders,Note,Tags",
      "'6789,Ada,Lovelace,ada@example.com,yes,120.00,3,,vip",
      "'6790,Bob,Dole,bob@example.com,no,0.00,0,,",
    );
    expect([kind, fields["user"], fields["score"]]).toEqual(["customers", "Customer ID", undefined]);
  });

  it("is one with a rating that a newsletter gave its members", async () => {
    const { kind, fields } = await people(
      "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LAST_CHANGED,NOTES,TAGS",
      "ada@example.com,Ada,Lovelace,2,2024-01-02 10:00:00,2024-01-02 10:00:00,,vip",
      "bob@example.com,Bob,Dole,4,2024-01-03 10:00:00,2024-01-03 10:00:00,,",
    );
    expect([kind, fields["email"], fields["score"]]).toEqual(["customers", "Email Address", undefined]);
  });

  it("is told by its headers alone where it has no row yet", async () => {
    const { kind, fields } = await understand("email,score,comment,date\n");
    expect([kind, fields["score"]]).toEqual(["feedback", "score"]);
  });
});
