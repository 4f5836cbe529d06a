import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { lookAtCsv } from "../../src/collect/imports/formats/csv.ts";
import { createDecoder } from "../../src/collect/imports/formats/encoding.ts";
import { understand } from "../support/imports.ts";

async function* pieces(bytes: Uint8Array, size = 61): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const inspectText = (text: string) => lookAtCsv(pieces(new TextEncoder().encode(text)));

describe("the size of a file", () => {
  it.each([
    ["with its last line ended", "name,words\n1,good\n2,bad\n"],
    ["without an end of its last line", "name,words\n1,good\n2,bad"],
    ["as Windows writes it", "name,words\r\n1,good\r\n2,bad"],
  ])("is counted %s", async (_, text) => {
    expect((await inspectText(text)).rowsEstimated).toBe(2);
    expect((await lookAtCsv(pieces(iconv.encode(text, "utf-16le", { addBOM: true })))).rowsEstimated).toBe(2);
  });

  it("is rows, not lines: a comment may have several, and a row may be empty", async () => {
    expect((await inspectText('name,words\n1,"good\nand\ncheap"\n,\n\n2,"bad\n"\n')).rowsEstimated).toBe(2);
  });

  it("is told from the beginning of a large file, by its lines or, where a text has none, by its bytes", async () => {
    const of = async (newline: string) => {
      const rows = Array.from({ length: 20_000 }, (_, n) => `${n},"a comment${newline}that goes on for a while, as people's do"`);
      return (await lookAtCsv(pieces(Buffer.from(["name,words", ...rows].join(newline)), 65_536))).rowsEstimated;
    };
    expect(Math.abs((await of("\n")) / 20_000 - 1)).toBeLessThan(0.01);
    expect(Math.abs((await of("\r")) / 20_000 - 1)).toBeLessThan(0.05);
  });
});

describe("a German survey", () => {
  it("has its customer's number, and what people would have better in their own words", async () => {
    const rows = Array.from({ length: 12 }, (_, n) => `K-${n};${n % 11};${n % 3 ? "Ärger mit der Kasse" : ""}`);
    const { kind, fields, plan } = await understand(
      ["Kunden-Nr.;Würden Sie uns weiterempfehlen?;Was können wir besser machen?", ...rows].join("\n"),
    );
    expect(kind).toBe("responses");
    expect(fields["user"]).toBe("Kunden-Nr.");
    expect(plan.answers.map(({ asked }) => asked)).toEqual(["recommend", "words"]);
  });
});

describe("a log of what happened, under the barest of headers", () => {
  it.each([
    ["id,when,what,who", "ada@example.com", { id: "id", time: "when", name: "what", email: "who" }],
    ["id,when,what,who", "u-42", { id: "id", time: "when", name: "what", user: "who" }],
    ["ID;Wann;Was;Wer", "u-42", { id: "ID", time: "Wann", name: "Was", user: "Wer" }],
    ["id,moment,thing,person", "u-42", { id: "id", time: "moment", user: "person" }],
  ])("is interactions and no inspection of stores: %s, by %s", async (headers, who, expected) => {
    const sign = headers.includes(";") ? ";" : ",";
    const rows = ["2026-05-01T10:00:00Z", "2026-05-02T11:30:00Z"].map((at, n) =>
      [n + 1, at, n ? "Order paid" : "Signed up", who].join(sign),
    );
    const { kind, fields } = await understand([headers, ...rows].join("\n"));
    expect([kind, fields]).toEqual(["interactions", expected]);
  });

  it("is still an inspection where somebody inspected a store", async () => {
    const { kind } = await understand("id,Store,Date,Score,Auditor\n1,Nord,2026-05-01,88,Kim\n2,Süd,2026-05-02,71,Ann\n");
    expect(kind).toBe("audits");
  });
});

describe("the encoding of a file", () => {
  const texts: [string, string][] = [
    ["utf-8", "name,words\n1,Grüße aus Köln – schön\n2,日本語\n"],
    ["utf-16le", "name,words\n1,Grüße aus Köln\n2,日本語のコメント\n"],
    ["utf-16be", "name,words\n1,Grüße aus Köln\n2,日本語のコメント\n"],
    [
      "windows-1252",
      "name,words\n1,Die Lieferung war spät und das Gerät beschädigt, schöne Grüße\n2,Très déçu, le café était à côté de la plaque\n3,¿Qué pasó? El niño esperó mañana\n",
    ],
    [
      "windows-1254",
      "name,words\n1,Kargo çok geç geldi, müşteri hizmetleri ilgisizdi, teşekkürler\n2,Ürün güzel ama çalışmıyor, şikayetim var, değiştirmek istiyorum\n3,Çok iyi bir alışveriş deneyimi yaşadım, ığdır ve ağrı şubeleri\n",
    ],
    [
      "windows-1251",
      "name,words\n1,Доставка опоздала на три дня, очень недоволен обслуживанием\n2,Всё отлично, спасибо вашей поддержке за быстрый ответ\n",
    ],
    [
      "shift_jis",
      "name,words\n1,配送がとても遅かったです。サポートの対応も悪いと思いました。\n2,とても満足しています。ありがとうございました。また利用します。\n",
    ],
    ["gb18030", "name,words\n1,送货太慢了,客服的态度也不好,我非常不满意这次购物\n2,非常满意,谢谢你们的帮助,下次还会再来购买的\n"],
  ];
  it.each(texts)("%s is recognised and read", async (encoding, text) => {
    const bytes = encoding === "utf-8" ? Buffer.from(text) : iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf-16") });
    const found = await lookAtCsv(pieces(bytes));
    const decoder = createDecoder(found.encoding);
    let read = "";
    for (let at = 0; at < bytes.length; at += 3) read += decoder.decode(bytes.subarray(at, at + 3));
    expect(read + decoder.end()).toBe(text);
  });

  it("is UTF-8 even when a few rows of it are damaged, and when its text begins late", async () => {
    const good = Buffer.from(`a,b\n${"1,plain\n".repeat(60_000)}${"2,größer\n".repeat(50)}`);
    const damaged = Buffer.concat([good, Buffer.from([0x33, 0x2c, 0xe4, 0x0a])]);
    expect((await lookAtCsv(pieces(damaged, 65_536))).encoding).toBe("utf-8");
  });

  it("in two bytes a character is recognised without a mark", async () => {
    expect((await lookAtCsv(pieces(iconv.encode("name;score\nAda;9\n", "utf-16le")))).encoding).toBe("utf-16le");
  });

  it("leaves no mark and no NUL in the first header", async () => {
    expect((await inspectText("\uFEFFscore,da\0te\n9,2026-01-01\n")).headers).toEqual(["score", "date"]);
  });
});

describe("the guess of a file's columns", () => {
  it("understands feedback in German, French, Spanish, Turkish, Chinese and Japanese", async () => {
    const row = "17;9;Alles gut gelaufen, gerne wieder;31.03.2026;web";
    for (const header of [
      "Kundennummer;Bewertung;Kommentar;Datum;Kanal",
      "No client;Note;Commentaire;Horodatage;Canal",
      "ID Cliente;Puntuación;Comentario;Fecha;Canal",
      "Müşteri No;Puan;Yorum;Tarih;Kanal",
      "客户编号;评分;评论;日期;channel",
      "顧客ID;評価;コメント;回答日時;channel",
    ]) {
      const { kind, fields } = await understand(`${header}\n${row}\n`);
      const [user, score, comment, time, channel] = header.split(";");
      expect({ kind, fields }).toEqual({ kind: "feedback", fields: { user, score, comment, time, channel } });
    }
  });

  it("knows what a person is called in Chinese and Japanese, and takes it for no event", async () => {
    for (const header of ["姓名,邮箱,评分,日期", "氏名,メールアドレス,評価,日付"]) {
      const { kind, fields } = await understand(`${header}\n王芳,wang@example.com,9,2026-04-01\n李娜,li@example.com,3,2026-04-02\n`);
      const [name, email, score, time] = header.split(",");
      expect({ kind, fields }).toEqual({ kind: "feedback", fields: { name, email, score, time } });
    }
  });

  it("takes the day of an answer before the day of its question, and asks what else there is to say for words", async () => {
    const delighted =
      "Survey type,Score,Comment,Person Email,Survey Sent At,Response Submitted At\nnps,9,Fine,a@example.com,2026-04-01,2026-04-02\n";
    expect((await understand(delighted)).fields).toMatchObject({ time: "Response Submitted At" });
    const form =
      "Timestamp,E-mail,How satisfied were you?,Anything else?\n2026-04-01,a@example.com,4,nice place\n2026-04-02,b@example.com,3,no\n";
    expect((await understand(form)).plan.answers.map(({ asked }) => asked)).toEqual(["satisfaction", "words"]);
  });

  it("believes a header that says comment, however short the comments are", async () => {
    expect((await understand("date,score,comment\n2026-01-01,9,ok\n2026-01-02,8,fine\n")).fields).toMatchObject({ comment: "comment" });
  });

  it("tells the four kinds apart", async () => {
    expect((await understand("event,timestamp,user_id\nPage Viewed,2026-01-01T00:00:00Z,7\n")).kind).toBe("interactions");
    expect((await understand("rating,review text,date\n4,very nice,2026-01-01\n")).kind).toBe("feedback");
    expect((await understand("id,email,first name,city\n1,a@example.com,Ada,Bonn\n")).kind).toBe("customers");
    expect((await understand("Order number,Email,Total,Created at\n#1001,a@example.com,12.00,2026-01-01 10:00:00 +0100\n")).kind).toBe(
      "orders",
    );
  });

  it("takes a customer's type for no event, a campaign's name for no customer's, and a first name for no number", async () => {
    const people = await understand(
      "Customer ID,First name,Email,Customer since,Customer type\n7,Buyer,a@example.com,2020-01-01,B2C\n8,Buyer,b@example.com,2021-01-01,B2B\n",
    );
    expect([people.kind, people.fields["user"], people.fields["name"]]).toEqual(["customers", "Customer ID", undefined]);
    const said = await understand("customer email,customer firstname,campaign name,score,date\na@example.com,Buyer,spring,9,2026-01-05\n");
    expect(said.fields).toEqual({ email: "customer email", score: "score", time: "date" });
  });

  it("tells the kinds of programs that nobody described by what their columns are called", async () => {
    expect((await understand("Filiale;Prüfdatum;Prüfer;Ordnung;Gesamtpunktzahl\nKöln;31.01.2026;P1;5;9\n")).kind).toBe("audits");
    expect((await understand("Order,Date,Customer,Product,Qty,Price\nA1,2026-01-05,c1,Cup,2,5.00\n")).kind).toBe("orders");
    expect(
      (
        await understand(
          "Ticket #,Customer Email,Topic,Message,State,Opened,Closed\n12,a@example.com,Late,Where is it now,closed,2026-01-05,2026-01-06\n",
        )
      ).kind,
    ).toBe("tickets");
    expect((await understand("Review Date,Product,Stars,Review Title,Review Text\n2026-01-05,Cup,5,Nice,I like it a lot\n")).kind).toBe(
      "reviews",
    );
    expect(
      (
        await understand(
          "Review ID,Review date,Consumer name,Email,Stars,Title,Review text\nr-1,05/01/2026,Ada,a@example.com,5,Nice,I like it a lot\n",
        )
      ).kind,
    ).toBe("reviews");
    expect((await understand("id,date,email,score,comment\n1,2026-01-05,a@example.com,9,all was fine here\n")).kind).toBe("feedback");
    expect((await understand("customer_id,nps,csat,comment,date\n1,9,5,all was fine here,2026-01-05\n2,0,1,,2026-01-05\n")).kind).toBe(
      "responses",
    );
  });

  it("finds addresses, dates and comments by their values where headers say nothing", async () => {
    const rows = [
      "a@example.com,2026-01-05,the parcel came late and was wet",
      "b@example.com,2026-01-06,quick and friendly as always",
    ].join("\n");
    const { plan, fields } = await understand(`x1,x2,x3\n${rows}\n`);
    expect(fields).toEqual({ email: "x1", time: "x2", comment: "x3" });
    expect(plan.hasHeader).toBe(true);
    const bare = await understand(`${rows}\n`);
    expect(bare.plan.hasHeader).toBe(false);
    expect(bare.fields).toEqual({ email: "Column 1", time: "Column 2", comment: "Column 3" });
  });

  it("knows the question by the header, or by how far the scores reach", async () => {
    const question = async (header: string, ...scores: string[]) =>
      (await understand(`date,${header}\n${scores.map((score) => `2026-01-01,${score}`).join("\n")}\n`)).plan.question;
    expect(await question("CSAT", "4", "5")).toBe("satisfaction");
    expect(await question("score", "0", "10", "9")).toBe("recommend");
    expect(await question("score", "1", "5", "3")).toBe("satisfaction");
    expect(await question("score", "7", "2")).toBe("ease");
    expect(await question("rating", "9", "10", "3")).toBe("recommend");
  });

  it("asks what it cannot know, and nothing else", async () => {
    expect((await understand("date,score\n03/04/2026,3\n05/06/2026,2\n")).open).toEqual(["dateOrder", "question"]);
    expect((await understand("date,NPS\n2026-04-03,3\n")).open).toEqual([]);
  });

  it("names every column once and survives a header that means harm", async () => {
    const { plan } = await understand("name,name,,__proto__\nAda,Bo,x,{}\n");
    expect(plan.headers).toEqual(["name", "name (2)", "Column 3", "__proto__"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});
