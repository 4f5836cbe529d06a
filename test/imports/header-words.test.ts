import { describe, expect, it } from "vitest";
import { understand } from "../support/imports.ts";

describe("whose a row is, under a header that counts customers in short", () => {
  const answers = (header: string, separator = ";") =>
    understand(["Date", header, "NPS", "Comment"].join(separator) + `\n2026-02-01${separator}C00017${separator}9${separator}Good\n`);

  it.each([
    "N° client",
    "N° de client",
    "Numéro de client",
    "Num. client",
    "Réf. client",
    "Nº de cliente",
    "N.º do cliente",
    "N. cliente",
    "Nro. cliente",
    "Kunden-Nr.",
    "Kd.-Nr.",
    "Kundennr.",
    "Nr klienta",
    "Klantnr.",
    "№ клиента",
    "Номер клиента",
    "Код клиента",
    "Müşteri No.",
    "Customer #",
    "Cust. No.",
    "No. of customer",
  ])("%s", async (header) => {
    expect((await answers(header)).fields["user"]).toBe(header);
  });

  it.each(["Customers", "Number of customers", "Nombre de clients", "Customer type"])("but not under %s", async (header) => {
    expect((await answers(header)).fields["user"]).toBeUndefined();
  });
});

describe("what a row is about, under a header in short", () => {
  it.each([
    ["N° de commande;E-mail;Date;Montant TTC", "17;a@example.com;01/02/2026;12,50", "order"],
    ["N° commande;E-mail;Date;Total", "17;a@example.com;01/02/2026;12,50", "order"],
    ["Bestell-Nr.;E-Mail;Datum;Betrag", "17;a@example.com;01.02.2026;12,50", "order"],
    ["Nº de pedido;Correo;Fecha;Importe", "17;a@example.com;01/02/2026;12,50", "order"],
    ["№ заказа;E-mail;Дата;Сумма", "17;a@example.com;01.02.2026;12,50", "order"],
    ["N° ticket;E-mail;Date de création;Objet;Statut", "17;a@example.com;01/02/2026;Colis perdu;Fermé", "ticket"],
  ])("%s", async (head, row, field) => {
    const { fields } = await understand(`${head}\n${row}\n`);
    expect(fields[field]).toBe(head.split(";")[0]);
  });

  it("finds the telephone of somebody too", async () => {
    const { fields } = await understand("Date;N° de téléphone;NPS;Commentaire\n2026-02-01;+33612345678;9;Bien\n");
    expect(fields["phone"]).toBe("N° de téléphone");
  });
});

describe("a file as its country writes it", () => {
  const wanted = {
    feedback: ["score", "comment", "time"],
    orders: ["order", "revenue", "time", "email"],
    tickets: ["ticket", "subject", "email", "time", "solved", "status"],
  };

  it.each([
    ["feedback", "Antwoorddatum;Klantnr.;NPS;Opmerkingen", "01-02-2026;4711;9;Heel vriendelijk personeel in de winkel"],
    ["feedback", "Vastauspäivä;Asiakasnro;Suositteluhalukkuus;Perustelu", "1.2.2026;4711;9;Todella ystävällinen palvelu myymälässä"],
    ["feedback", "Yanıt tarihi;Müşteri numarası;NPS puanı;Yorumunuz", "01.02.2026;4711;9;Mağazada çok güler yüzlü personel vardı"],
    ["feedback", "回答日時;顧客ID;推奨度;理由", "2026/02/01 10:30;C17;9;店員がとても親切でした。"],
    ["feedback", "提交时间;客户编号;推荐分数;原因", "2026-02-01 10:30;C17;9;店员非常友好,服务很好。"],
    ["orders", "Bestelldatum;Bestellnr.;E-Mail;Bestellwert;Währung", "01.02.2026;4711;max@example.com;12,50;EUR"],
    ["orders", "Besteldatum;Ordernr.;E-mailadres;Totaalbedrag", "01-02-2026;4711;a@example.com;12,50"],
    ["orders", "Orderdatum;Ordernr;E-post;Belopp", "2026-02-01;4711;a@example.com;12,50"],
    ["orders", "Sipariş tarihi;Sipariş numarası;E-posta;Toplam tutar", "01.02.2026;4711;a@example.com;12,50"],
    ["orders", "注文日;注文番号;メールアドレス;合計金額", "2026/02/01;17;a@example.com;1250"],
    ["orders", "下单时间;订单编号;邮箱;订单金额", "2026-02-01 10:30;17;a@example.com;12.50"],
    ["tickets", "Réf.;Objet de la demande;Demandeur;Ouvert le;Clôturé le;État", "T1;Colis perdu;a@example.com;01/02/2026;02/02/2026;Clos"],
    ["tickets", "Ticketnr.;Betreff;Anfragender;Eröffnet am;Gelöst am;Status", "7;Paket weg;a@example.com;01.02.2026;02.02.2026;offen"],
    [
      "tickets",
      "Nº de incidencia;Asunto;Solicitante;Fecha de apertura;Fecha de cierre;Estado",
      "7;Falta;a@example.com;01/02/2026;;Abierto",
    ],
  ] as const)("holds %s: %s", async (kind, head, row) => {
    const found = await understand(`${head}\n${row}\n${row.replace(/\d(?=;)/, "3")}\n`);
    expect(found.kind).toBe(kind);
    expect(Object.keys(found.fields)).toEqual(expect.arrayContaining(wanted[kind]));
  });

  it("has dates with dashes, which are no labelled scores, and telephones that begin with 0, which are no instants", async () => {
    const { kind, fields } = await understand("Wann war es;Téléphone\n01-02-2026;0612345678\n03-02-2026;0712345678\n");
    expect([kind === "responses", fields["score"], fields["phone"]]).toEqual([false, undefined, "Téléphone"]);
  });

  it("names research measures in short", async () => {
    const { plan } = await understand("Interview Date,Cust Acct,LTR,OSAT\n02/13/2026,A17,9,5\n02/14/2026,A18,3,2\n");
    expect(plan.answers.map(({ asked }) => asked)).toEqual(["recommend", "satisfaction"]);
  });
});

describe("an export of a program that no shape knows", () => {
  it.each([
    [
      "the total, not the value of the things alone",
      "Sale Date,Order ID,Full Name,Buyer User ID,Currency,Order Value,Shipping,Order Total",
      "02/13/2026,998,Ada Brook,ada12,EUR,20.00,4.90,24.90",
      "orders",
      { revenue: "Order Total" },
    ],
    [
      "what was booked",
      "Booking ID,Guest Email,Check-in,Check-out,Booked On,Room,Total Price,Currency",
      "B1,a@example.com,2026-02-10,2026-02-12,2026-02-01,204,224.90,EUR",
      "orders",
      { order: "Booking ID", time: "Booked On", revenue: "Total Price" },
    ],
    [
      "tickets whose times begin with the day and whose happiness is in words",
      "Ticket Id,Subject,Contact Name,Email,Status,Priority,Channel,Created Time,Ticket Closed Time,Ticket Owner,Happiness Rating",
      "1,Parcel lost,Ada Brook,a@example.com,Closed,High,Email,01 Feb 2026 10:00 AM,02 Feb 2026 10:00 AM,Bo,Good",
      "tickets",
      { ticket: "Ticket Id", time: "Created Time", rating: "Happiness Rating" },
    ],
    [
      "incidents whose priorities begin with a number",
      "number,caller_id,short_description,description,state,priority,opened_at,resolved_at,assigned_to,assignment_group",
      "INC0010,Ada Brook,Parcel lost,Where is it,Closed,3 - Moderate,2026-02-01 10:00:00,2026-02-02 10:00:00,Bo,Support",
      "tickets",
      { ticket: "number", subject: "short_description", name: "caller_id", solved: "resolved_at" },
    ],
    [
      "conversations with their own numbers",
      "Conversation Number,Subject,Customer Name,Customer Email,Status,Assigned To,Created At,Closed At,Tags,Rating,Comments",
      "77,Parcel lost,Ada Brook,a@example.com,closed,Bo,2026-02-01 10:00,2026-02-02 10:00,delivery,Great,thanks a lot for it",
      "tickets",
      { ticket: "Conversation Number", agent: "Assigned To" },
    ],
    [
      "reviews whose titles say in a word what their stars say",
      "Review Id,Created At,Consumer Username,Consumer Email,Review Title,Review Content,Review Stars,Reference Id,Company Reply",
      "rv-1,2026-02-01T10:00:00Z,Ada Brook,a@example.com,Great,Lovely kettle and quick too,5,#1001,",
      "reviews",
      { score: "Review Stars", title: "Review Title", comment: "Review Content", email: "Consumer Email", author: "Consumer Username" },
    ],
    [
      "the day of an answer, not of the question",
      "Email,Score,Rating,Feedback,Survey Date,Response Date",
      "a@example.com,9,Promoter,Quick and friendly people,2026-02-01,2026-02-02",
      "feedback",
      { time: "Response Date", score: "Score" },
    ],
  ])("is read as %s", async (_what, head, row, kind, fields) => {
    expect(await understand(`${head}\n${row}\n${row.replace("1", "2")}\n`)).toMatchObject({ kind, fields });
  });
});
