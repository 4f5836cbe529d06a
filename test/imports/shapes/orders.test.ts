import { describe, expect, it } from "vitest";
import { accounted, eventsOf, importText } from "../../support/imports.ts";

const head =
  "Name,Email,Financial Status,Paid at,Fulfilled at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount\n";
const first = (name: string, total = "10.00", items = "1,Cup,10.00,C-1"): string =>
  `${name},a@example.com,paid,2026-01-05 12:34:58 +0100,,EUR,${total},2026-01-05 12:34:56 +0100,${items},,0.00\n`;
const further = (name: string, items: string): string => `${name},a@example.com,,,,,,,${items},,\n`;

it("Stripe's payments are orders of their own, by their amount and whoever paid", async () => {
  const made = await importText(
    "id,Description,Seller Message,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Fee,Status,Customer ID,Customer Email,Captured,Card Name,Feedback (metadata)\n" +
      "ch_1,A lamp,Payment complete.,2026-04-01 10:00:00,25.50,0.00,eur,25.50,1.00,Paid,cus_1,a@example.com,true,A Byron,fine\n" +
      "ch_2,A lamp,The bank declined.,2026-04-02 10:00:00,30.00,0.00,eur,30.00,0.00,Failed,cus_2,b@example.com,false,,\n" +
      "ch_3,A lamp,,2026-04-03 10:00:00,40.00,0.00,eur,40.00,0.00,requires_payment_method,cus_3,c@example.com,false,,\n",
  );
  expect(made.plan).toMatchObject({ kind: "orders", shape: "stripe" });
  expect(
    eventsOf(made).map(({ name, revenueMinor, currency, identities, timestamp }) => [name, revenueMinor, currency, identities, timestamp]),
  ).toEqual([
    ["Order Completed", 2550, "EUR", ["user:cus_1", "email:a@example.com"], Date.UTC(2026, 3, 1, 10)],
    ["Order Completed", null, "EUR", ["user:cus_2", "email:b@example.com"], Date.UTC(2026, 3, 2, 10)],
    ["Order Completed", null, "EUR", ["user:cus_3", "email:c@example.com"], Date.UTC(2026, 3, 3, 10)],
  ]);
  // What is beside a payment stays; whose card it was does not.
  expect(eventsOf(made)[0]!.properties).toMatchObject({ "Feedback (metadata)": "fine" });
  expect(JSON.stringify(eventsOf(made))).not.toContain("Byron");
});

describe("orders with a row for each item", () => {
  it("are one order with all its items, its money said once and its time with its offset", async () => {
    const made = await importText(
      head + first("#1001", "87.50", '2,"Beans, 1 kg",11.50,B-1') + further("#1001", "1,Grinder,64.50,G-1") + first("#1002"),
    );
    expect(made.plan).toMatchObject({ kind: "orders", shape: "shopify" });
    expect(made.result).toMatchObject({ read: 3, stored: 2, merged: 1, setAside: 0 });
    expect(eventsOf(made)).toMatchObject([
      {
        name: "Order Completed",
        identities: ["email:a@example.com"],
        timestamp: Date.UTC(2026, 0, 5, 11, 34, 56),
        revenueMinor: 8750,
        properties: {
          order_id: "#1001",
          products: [
            { name: "Beans, 1 kg", quantity: 2, price: 11.5, sku: "B-1" },
            { name: "Grinder", quantity: 1, price: 64.5, sku: "G-1" },
          ],
        },
      },
      { properties: { order_id: "#1002" } },
    ]);
  });

  it("stay whole over the border of a group, however many items they have", async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => further("#1001", `1,Item ${i},0.01,S-${i}`)).join("");
    const before = Array.from({ length: 4999 }, (_, i) => first(`#A${i}`)).join("");
    const made = await importText(head + before + first("#1001") + many + first("#1002"));
    expect(made.result).toMatchObject({ read: 17_001, stored: 5001, merged: 12_000, setAside: 0 });
    const order = eventsOf(made).find(({ properties }) => properties["order_id"] === "#1001")!;
    expect(order.properties).toMatchObject({ products: { length: 1000 }, further_products: 11_001 });
  });

  it("are set aside with the remedy when they do not stand together, and nothing is counted twice", async () => {
    const made = await importText(head + first("#1001") + first("#1002") + further("#1001", "1,Late cup,5.00,C-2"));
    expect(made.result).toMatchObject({ read: 3, stored: 2, setAside: 1, reasons: [{ code: "no_date" }] });
    const full = await importText(head + first("#1001") + first("#1002") + first("#1001", "12.00"));
    expect(full.result).toMatchObject({ stored: 2, setAside: 1 });
    expect(full.ledger.letters[0]!.problem).toBe(
      "Row 4. Column Name: an earlier row has the same order and says something else. Keep one of them, or sort the file so that the rows of one order stand together.",
    );
  });

  it("wait whole when one of their rows is wrong, so that the mended file holds the order", async () => {
    const made = await importText(head + first("#1001", "ten") + further("#1001", "1,Cup,5.00,C-2"));
    expect(made.ledger.letters.map(({ problem }) => problem)).toEqual([
      "Row 2. Column Total: “ten” is not an amount. Write it as 1234.50.",
      "Row 3. It belongs to row 2, which was set aside.",
    ]);
    expect(accounted(made.result)).toBe(made.result.read);
  });

  it("become what became of them: shipped, cancelled, refunded; an unpaid one is no revenue", async () => {
    const rows = [
      "#1,a@example.com,refunded,2026-01-05 12:00:00 +0100,2026-01-06 12:00:00 +0100,EUR,10.00,2026-01-05 11:00:00 +0100,1,Cup,10.00,C,,4.00",
      "#2,b@example.com,voided,,,EUR,20.00,2026-01-07 11:00:00 +0100,1,Cup,20.00,C,2026-01-08 11:00:00 +0100,0.00",
    ];
    const made = await importText(`${head}${rows.join("\n")}\n`);
    expect(
      eventsOf(made).map(({ name, revenueMinor, timestamp }) => [name, revenueMinor, new Date(timestamp).toISOString().slice(0, 10)]),
    ).toEqual([
      ["Order Completed", 1000, "2026-01-05"],
      ["Order Completed", null, "2026-01-07"],
      ["Order Shipped", null, "2026-01-06"],
      ["Order Refunded", -400, "2026-01-06"],
      ["Order Cancelled", null, "2026-01-08"],
    ]);
    expect(eventsOf(made)[3]!.properties).toEqual({ dated_by: "latest step", order_id: "#1" });
  });

  it("are worth their total, not their subtotal, even where a total cannot be read", async () => {
    const file =
      "Name,Email,Financial Status,Subtotal,Total,Created at,Lineitem name,Lineitem price,Lineitem quantity\n#1,a@example.com,paid,10.00,many,2026-01-05,Cup,10,1\n#2,a@example.com,paid,10.00,14.90,2026-01-05,Cup,10,1\n";
    const made = await importText(file);
    expect(made.result).toMatchObject({ stored: 1, setAside: 1 });
    expect(eventsOf(made)).toMatchObject([{ revenueMinor: 1490, properties: { subtotal: 10 } }]);
  });

  it("that were shipped since the last import bring only that", async () => {
    const { ledger } = await importText(head + first("#1001"));
    const again = await importText(head + first("#1001").replace("+0100,,EUR", "+0100,2026-01-06 10:00:00 +0100,EUR"), ledger);
    expect(again.result).toMatchObject({ read: 1, stored: 0, known: 1, factsStored: 1, factsKnown: 1 });
    expect(eventsOf(again).map(({ name }) => name)).toEqual(["Order Completed", "Order Shipped"]);
  });

  it("without a total are worth what their items cost", async () => {
    const rows = [
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
      "536365,85123A,LANTERN,6,2026-01-05 08:26,2.55,17850,UK",
      "536365,71053,HOLDER,2,2026-01-05 08:26,3.39,17850,UK",
    ];
    const made = await importText(`${rows.join("\n")}\n`);
    expect(made.plan.kind).toBe("orders");
    expect(eventsOf(made)).toMatchObject([
      { identities: ["user:17850"], revenueMinor: 2208, properties: { products: [{ sku: "85123A" }, { sku: "71053" }] } },
    ]);
  });
});

describe("a key that a spreadsheet has rounded", () => {
  it("is refused, because it would weld strangers together", async () => {
    const made = await importText("Order ID,Customer ID,Order date,Total\n1,4.71E+15,2026-01-05,9\n2,77,2026-01-05,9\n");
    expect(made.result).toMatchObject({ stored: 1, setAside: 1 });
    expect(made.ledger.letters[0]!.problem).toContain("“4.71E+15” was rounded by a spreadsheet.");
  });
});

describe("orders of other shops", () => {
  it("WooCommerce: each row repeats the order, and a status says what became of it", async () => {
    const file =
      "Order Number,Order Status,Order Date,Customer User ID,Billing Email,Billing Phone,Order Total Amount,Order Refund Amount,Item Name,Quantity,Item Cost,SKU,Customer IP Address\n" +
      "771,completed,2026-02-01 10:00:00,14,a@example.com,+49 170 5550101,30.00,0,Cup,1,10.00,C-1,192.0.2.1\n" +
      "771,completed,2026-02-01 10:00:00,14,a@example.com,+49 170 5550101,30.00,0,Plate,2,10.00,P-1,192.0.2.1\n" +
      "772,cancelled,2026-02-02 10:00:00,15,b@example.com,,12.00,0,Cup,1,12.00,C-1,192.0.2.2\n";
    const made = await importText(file);
    expect(made.plan.shape).toBe("woocommerce");
    expect(eventsOf(made)).toMatchObject([
      {
        name: "Order Completed",
        identities: ["user:14", "email:a@example.com", "phone:+491705550101"],
        revenueMinor: 3000,
        properties: { products: [{ name: "Cup" }, { name: "Plate", quantity: 2 }] },
      },
      { name: "Order Completed" },
      { name: "Order Cancelled" },
    ]);
    expect(JSON.stringify(eventsOf(made))).not.toContain("192.0.2");
    const named = await importText(
      "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Order Total Amount\n773,completed,2026-02-01,Ada,Byron,a@example.com,30.00\n",
    );
    expect([...named.ledger.facts.values()].find(({ fact }) => fact === "identification")).toMatchObject({
      traits: { firstName: "Ada", lastName: "Byron" },
    });
  });

  it("Magento: one row an order, with totals of its own names", async () => {
    const file =
      "ID,Purchase Point,Purchase Date,Bill-to Name,Grand Total (Base),Grand Total (Purchased),Status,Customer Email,Subtotal,Shipping and Handling,Total Refunded\n" +
      '000000012,Main Website,"Feb 3, 2026 9:14:07 AM",Buyer Two,"$1,058.00","$1,058.00",complete,b@example.com,"$1,000.00",$58.00,$0.00\n';
    const made = await importText(file);
    expect(made.plan).toMatchObject({ shape: "magento", kind: "orders" });
    expect(eventsOf(made)).toMatchObject([{ revenueMinor: 105_800, currency: "USD", properties: { order_id: "000000012", shipping: 58 } }]);
  });
});

it("a till's receipt is worth its items together, where each row says what one item came to", async () => {
  const head = "Bon-Nr;Filiale;Datum;Uhrzeit;Kundenkarte;Artikel;Menge;Betrag\n";
  const made = await importText(
    `${head}1001;Köln;01.03.2026;10:05;9912345;Lampe;1;39,90\n1001;Köln;01.03.2026;10:05;9912345;Birne;2;10,00\n`,
  );
  expect(made.result).toMatchObject({ read: 2, stored: 1, merged: 1, setAside: 0 });
  expect(eventsOf(made)).toMatchObject([
    { name: "Order Completed", revenueMinor: 4990, timestamp: Date.parse("2026-03-01T09:05:00Z"), identities: ["loyalty:9912345"] },
  ]);
  // Where the rows agree, what they say is the order's.
  const agreed = await importText(`${head}7;Köln;01.03.2026;10:05;9912345;Lampe;1;49,90\n7;Köln;01.03.2026;10:05;9912345;Birne;2;49,90\n`);
  expect(eventsOf(agreed)).toMatchObject([{ revenueMinor: 4990 }]);
});
