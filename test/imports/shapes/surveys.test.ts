import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { accounted, answersIn, importText } from "../../support/imports.ts";

const ids =
  "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2,Q3";
const texts =
  'Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,Recipient Email,External Data Reference,Distribution Channel,User Language,"How likely are you to recommend us? - Group",How likely are you to recommend us?,"Why did you\ngive this score?","How satisfied were you with the delivery?"';
const imports = ids
  .split(",")
  .map((id) => `"{""ImportId"":""${id}"",""timeZone"":""America/Denver""}"`)
  .join(",");
const row = (id: string, { status = "IP Address", finished = "True", score = "9", satisfied = "Somewhat satisfied" } = {}): string =>
  `2026-01-05 10:00:00,2026-01-05 10:02:00,${status},192.0.2.7,100,120,${finished},2026-01-05 10:02:01,${id},A@example.com,c-7,email,DE,Promoter,${score},"quick, kind",${satisfied}`;

describe("Qualtrics responses", () => {
  it("are understood with three header rows: one answer for each scored question, words with the score before them", async () => {
    const made = await importText(`${[ids, texts, imports, row("R_1")].join("\n")}\n`);
    expect(made.plan).toMatchObject({ kind: "responses", shape: "qualtrics", heads: 2, timezone: "America/Denver" });
    expect(made.result).toMatchObject({ read: 1, stored: 1, facts: [{ count: 1 }, { count: 1 }] });
    expect(answersIn(made)).toMatchObject([
      {
        question: "recommend",
        score: 9,
        comment: "quick, kind",
        identities: ["user:c-7", "email:a@example.com"],
        timestamp: Date.UTC(2026, 0, 5, 17, 2, 1),
        language: "de",
        channel: "email",
        properties: { question_text: "How likely are you to recommend us?", response_id: "R_1" },
      },
      { question: "satisfaction", score: 4, comment: "" },
    ]);
  });

  it("are the same with the older third row, with two header rows, with one, with codes and as UTF-16 with tabs", async () => {
    const older = imports.replaceAll('""ImportId""', "'ImportId'");
    const codes = row("R_1", { status: "0", finished: "1", satisfied: "4" });
    const variants = [
      [ids, texts, older, row("R_1")],
      [ids, texts, row("R_1")],
      [ids, row("R_1")].map((line, i) =>
        i === 0
          ? line.replace("Q1,Q2,Q3", "Recommend us,Why that score,Satisfied with delivery").replace("Q1_NPS", "Recommend us_NPS")
          : line,
      ),
      [ids, texts, imports, codes],
    ];
    for (const lines of variants)
      expect(
        answersIn(await importText(`${lines.join("\n")}\n`)).map(({ question, score, comment }) => [question, score, comment]),
      ).toEqual([
        ["recommend", 9, "quick, kind"],
        ["satisfaction", 4, ""],
      ]);
    const tabs = [ids, texts.replace("\n", " "), imports, row("R_1")]
      .map((line) => line.replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, "\t"))
      .join("\n");
    const made = await importText(iconv.encode(`${tabs}\n`, "utf-16le", { addBOM: true }));
    expect(answersIn(made)).toMatchObject([{ score: 9 }, { score: 4 }]);
  });

  it("leave out previews, tests, spam and what was not finished, each with its reason, and store no address of a machine", async () => {
    const lines = [
      ids,
      texts,
      imports,
      row("R_1"),
      row("R_2", { status: "Survey Preview" }),
      row("R_3", { status: "8" }),
      row("R_4", { finished: "False" }),
      row("R_5", { status: "2", score: "eleven" }),
    ];
    const made = await importText(`${lines.join("\n")}\n`);
    expect(made.result).toMatchObject({ read: 5, stored: 1, leftOut: 4, setAside: 0 });
    expect(made.result.omissions.map(({ code, count }) => [code, count])).toEqual([
      ["preview", 2],
      ["spam", 1],
      ["unfinished", 1],
    ]);
    expect(accounted(made.result)).toBe(5);
    expect(JSON.stringify([...made.ledger.facts.values()])).not.toContain("192.0.2.7");
    const all = await importText(`${lines.join("\n")}\n`, undefined, { keepsUnfinished: true });
    expect(all.result).toMatchObject({ stored: 2, leftOut: 3 });
    expect(answersIn(all).at(-1)).toMatchObject({ properties: { unfinished: true } });
  });

  it("that come again, or again with more questions answered, count each answer once", async () => {
    const { ledger } = await importText(`${[ids, texts, imports, row("R_1", { satisfied: "" })].join("\n")}\n`);
    const again = await importText(`${[ids, texts, imports, row("R_1"), row("R_2")].join("\n")}\n`, ledger);
    expect(again.result).toMatchObject({ read: 2, stored: 1, known: 1, factsStored: 3, factsKnown: 1 });
  });
});

describe("responses of other survey programs", () => {
  it("LimeSurvey: codes with question texts, semicolons, an empty date of submission", async () => {
    const file =
      '\uFEFF"Antwort ID";"Datum Abgeschickt";"Letzte Seite";"Start-Sprache";"Zufallsstartwert";"IP-Adresse";"G01Q01. Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?";"G01Q02. Was ist der wichtigste Grund?";"G01Q03. Wie zufrieden sind Sie mit der Lieferung?"\n' +
      '"1";"2026-01-05 10:00:00";"3";"de";"11";"192.0.2.7";"10";"Alles bestens gelaufen";"sehr zufrieden"\n' +
      '"2";"";"1";"de";"12";"192.0.2.8";"4";"";""\n';
    const made = await importText(file);
    expect(made.plan).toMatchObject({ kind: "responses", shape: "limesurvey" });
    expect(made.result).toMatchObject({ stored: 1, leftOut: 1, omissions: [{ code: "unfinished" }] });
    expect(answersIn(made)).toMatchObject([
      { question: "recommend", score: 10, comment: "Alles bestens gelaufen", language: "de" },
      { question: "satisfaction", score: 5 },
    ]);
    const codes = await importText(
      "id,submitdate,lastpage,startlanguage,seed,token,startdate,datestamp,ipaddr,NPS,NPSreason,groupTime12\n5,2026-01-05 10:00:00,3,en,1,tok,2026-01-05 09:58:00,2026-01-05 10:00:00,192.0.2.7,7,It was a bit slow this time,12.5\n",
    );
    expect(answersIn(codes)).toMatchObject([{ question: "recommend", score: 7, comment: "It was a bit slow this time" }]);
  });

  it("SurveyMonkey: questions carried to the right over their choices, labels in front of numbers", async () => {
    const file =
      'Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"How likely is it that you would recommend us?",How satisfied are you with:,,Anything else?\n' +
      ",,,,,,,,,,Delivery,Packaging,Open-Ended Response\n" +
      "118,42,01/25/2026 10:00:00 AM,01/25/2026 10:03:00 AM,192.0.2.7,a@example.com,,,,10 - Extremely likely,Very satisfied,3,Keep going like this\n";
    const made = await importText(file);
    expect(made.plan).toMatchObject({ shape: "surveymonkey", heads: 1 });
    expect(
      answersIn(made).map(({ question, score, comment, properties }) => [question, score, comment, properties["question_text"]]),
    ).toEqual([
      ["recommend", 10, "", "How likely is it that you would recommend us?"],
      ["satisfaction", 5, "", "How satisfied are you with:: Delivery"],
      ["satisfaction", 3, "Keep going like this", "How satisfied are you with:: Packaging"],
    ]);
  });

  it("Typeform and Google Forms: whole questions as headers", async () => {
    const typeform = await importText(
      "#,How likely are you to recommend us?,Why?,How easy was it to get help?,Response Type,Start Date (UTC),Submit Date (UTC),Network ID,Tags\nabc1,9,fast,7,completed,2026-01-05 10:00:00,2026-01-05 10:02:00,ffee,\n",
    );
    expect(typeform.plan).toMatchObject({ shape: "typeform" });
    expect(answersIn(typeform)).toMatchObject([
      { question: "recommend", score: 9, comment: "fast", timestamp: Date.UTC(2026, 0, 5, 10, 2) },
      { question: "ease", score: 7 },
    ]);
    const forms = await importText(
      'Timestamp,Email Address,How satisfied are you with our shop?,What should we do better?\n2026/01/05 3:34:56 PM GMT+1,a@example.com,5,"More colours, please"\n2026/01/05 3:40:00 PM GMT+1,,2,\n',
    );
    expect(forms.plan).toMatchObject({ kind: "responses" });
    expect(answersIn(forms)).toMatchObject([
      { score: 5, comment: "More colours, please", identities: ["email:a@example.com"], timestamp: Date.UTC(2026, 0, 5, 14, 34, 56) },
      { score: 2, identities: [] },
    ]);
  });

  it("Delighted and AskNicely: one score with its question and a comment", async () => {
    const delighted = await importText(
      "Response ID,Survey Type,Score,Comment,Created At,Person ID,Email,Name,Tags,Delivery Method,Plan\n1,nps,10,Great,2026-01-05 10:00:00 UTC,77,a@example.com,Buyer One,vip,email,gold\n2,csat,4,,2026-01-05 10:00:00 UTC,78,b@example.com,,,email,\n",
    );
    expect(delighted.plan).toMatchObject({ kind: "feedback", shape: "delighted" });
    expect(answersIn(delighted)).toMatchObject([
      { question: "recommend", score: 10, comment: "Great", channel: "email", properties: { Plan: "gold" } },
      { question: "satisfaction", score: 4 },
    ]);
    const nicely = await importText(
      "Contact Id,Name,Email,Answer,Comment,Responded,Sent,Segment\n5,Buyer One,a@example.com,3,Slow,2026-01-05 10:00,2026-01-05 09:00,North\n9,,b@example.com,10,,2026-01-05 10:00,2026-01-05 09:00,North\n",
    );
    expect(nicely.plan).toMatchObject({ kind: "feedback", shape: "asknicely", question: "recommend" });
    expect(answersIn(nicely)).toMatchObject([{ score: 3, identities: ["email:a@example.com"] }, { score: 10 }]);
  });
});

describe("a survey's columns", () => {
  it("are not taken for scores when they are codes of anything, and the file asks one question", async () => {
    const file =
      "Response ID,Date,How old are you in years of our scale?,In which region do you live now?\n1,2026-01-05,3,2\n2,2026-01-05,1,5\n";
    await expect(importText(file)).resolves.toMatchObject({ open: ["answers"] });
  });

  it("of labels on five points are read in many languages, and answered with silence are no answers", async () => {
    const labels = [
      "very satisfied",
      "sehr zufrieden",
      "très satisfait",
      "muy satisfecho",
      "çok memnunum",
      "bardzo zadowolony",
      "очень доволен",
    ];
    const rows = [...labels, "N/A", "weiß nicht"].map((label, i) => `${i},2026-01-05,${label}`);
    const made = await importText(`Response ID,Date,Wie zufrieden sind Sie mit der Lieferung?\n${rows.join("\n")}\n`);
    expect(answersIn(made).map(({ score }) => score)).toEqual([5, 5, 5, 5, 5, 5, 5]);
    expect(made.result).toMatchObject({ leftOut: 2, omissions: [{ code: "nothing_answered" }] });
  });
});
