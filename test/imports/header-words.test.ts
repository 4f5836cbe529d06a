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
