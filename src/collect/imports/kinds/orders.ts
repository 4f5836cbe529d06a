import { formatMinor } from "../cells/money.ts";
import { readNumber } from "../cells/number.ts";
import { plainWords } from "../cells/words.ts";
import { quoteValue } from "../rows/problems.ts";
import type { Row } from "../rows/row.ts";
import { stepOf } from "./course.ts";
import { customerFields, customerKeys, fieldOf, placeFields, profileFields, timeFields } from "./fields.ts";
import { knownOf, type Kind, type Told } from "./kind.ts";
import { productsOf } from "./order-items.ts";
import { personOf } from "./person.ts";

const orderField = fieldOf(
  "order",
  "Order id",
  "key",
  "order id,orderid,order,order number,order no,order name,invoice number,invoice no,invoice,transaction id,bestellnummer,bestell id,bestell nr,auftragsnummer,auftrags nr,rechnungs nr,numero de commande,commande,numero de pedido,pedido,siparis no,siparis,receipt,receipt number,receipt no,receipt id,sale id,purchase order,bon nr,bon nummer,bonnummer,bonnr,belegnummer,beleg nr,beleg,kassenbon,rechnungsnummer,rechnung,numero de facture,facture,factura,numero de factura,ordernummer,bestelnummer,bestelling,factuurnummer,numer zamowienia,zamowienie,nr zamowienia,numero do pedido,numero ordine,ordine,numero d ordine,ordrenummer,tilausnumero,cislo objednavky,注文番号,订单号,订单编号,номер заказа,заказ,order ref,order reference,order code,orden,id commande,reference commande,ref commande,id pedido,codigo de pedido,codigo do pedido,id ordine,codice ordine,auftrag,ordre,bestilling,tilaus,objednavka,siparis kodu,注文id,订单id,booking id,booking number,booking reference,reservation id,reservation number,confirmation number,buchungsnummer,numero de reserva,numero de reservation,rezervasyon no",
);

const amountFields = [
  fieldOf(
    "revenue",
    "Total",
    "money",
    "total,order total,order total amount,total price,grand total,grand total purchased,amount,revenue,value,sum,summe,gesamt,gesamtbetrag,сумма,сумма заказа,итого,стоимость,betrag,umsatz,montant,montant total,importe,importe total,toplam,tutar,toplam tutar,total amount,total paid,amount paid,totaal,totaalbedrag,bedrag,suma,kwota,wartosc zamowienia,valor,valor total,totale,importo,importo totale,belopp,summa,belob,合計,総額,总额,金额,总金额,order value,order amount,basket value,gross amount,net amount,invoice amount,invoice total,sale amount,net sales,bestellwert,auftragswert,rechnungsbetrag,bruttobetrag,nettobetrag,gesamtsumme,gesamtpreis,endbetrag,total ttc,montant ttc,prix total,valor do pedido,valor da compra,orderbedrag,orderbelopp,totalbelopp,ordresum,totalbelob,loppusumma,summa yhteensa,celkem,celkova cena,razem,siparis tutari,genel toplam,合計金額,注文金額,購入金額,支払金額,订单金额,订单总额,实付金额,付款金额,gross,total collected",
  ),
  fieldOf(
    "currency",
    "Currency",
    "currency",
    "currency,currency code,order currency,wahrung,devise,moneda,para birimi,valuta,waluta,valuutta,mena,валюта,通貨,币种",
  ),
  fieldOf("subtotal", "Subtotal", "money", "subtotal,sub total,order subtotal,order subtotal amount,zwischensumme,sous total"),
  fieldOf(
    "shipping",
    "Shipping",
    "money",
    "shipping,shipping cost,shipping amount,order shipping amount,shipping and handling,versand,versandkosten,livraison,envio,kargo",
  ),
  fieldOf("tax", "Taxes", "money", "taxes,tax,tax amount,order total tax amount,vat,mwst,steuer,tva,iva,kdv"),
  fieldOf(
    "coupon",
    "Discount code",
    "text",
    "discount code,coupon,coupon code,coupon codes,voucher,promo code,gutschein,gutscheincode,code promo",
  ),
];

const courseFields = [
  fieldOf(
    "status",
    "Status",
    "text",
    "financial status,order status,payment status,status,bestellstatus,zahlungsstatus,statut,estado,durum",
  ),
  fieldOf("paid", "Paid at", "instant", "paid at,paid date,payment date,bezahlt am"),
  fieldOf(
    "shipped",
    "Shipped at",
    "instant",
    "fulfilled at,shipped at,shipped date,ship date,shipping date,dispatch date,delivery date,completed date,versanddatum,versendet am,order delivered carrier date,delivered carrier date,handed to carrier at",
  ),
  fieldOf("cancelled", "Cancelled at", "instant", "cancelled at,canceled at,cancellation date,cancelled date,storniert am"),
  fieldOf(
    "refund",
    "Refunded amount",
    "money",
    "refunded amount,order refund amount,refund,refund amount,total refunded,refunded,erstattet,erstattungsbetrag",
  ),
  fieldOf("refunded", "Refunded at", "instant", "refunded at,refund date,erstattet am"),
];

const itemFields = [
  fieldOf("items", "Items", "text", "items,products,line items,artikelliste,produkte,articles,produits,articulos,productos,urunler"),
  fieldOf(
    "item",
    "Item name",
    "text",
    "lineitem name,line item name,item name,product name,product,product title,article,artikel,artikelname,produit,producto,urun,item,description,item description,product description,beschreibung,bezeichnung,artikelbezeichnung,omschrijving,descrizione,descricao,descripcion,designation",
  ),
  fieldOf(
    "quantity",
    "Item quantity",
    "number",
    "lineitem quantity,item quantity,quantity,quantity refund,qty,qty ordered,menge,anzahl,quantite,cantidad,adet",
  ),
  fieldOf(
    "price",
    "Item price",
    "money",
    "lineitem price,item price,item cost,price,unit price,unitprice,einzelpreis,prix unitaire,precio unitario,birim fiyat",
  ),
  fieldOf(
    "lineTotal",
    "Item total",
    "money",
    "line total,line amount,lineitem total,line item total,item total,item amount,row total,item subtotal,extended price,positionsbetrag,zeilenbetrag,positionssumme,total ligne,montant ligne,total linea,importe linea,totale riga,regeltotaal",
  ),
  fieldOf("sku", "Item number", "key", "lineitem sku,sku,item sku,product id,stock code,article number,artikelnummer,stockcode"),
];

// An order that was never paid is no revenue, whatever its total says.
const unpaid = /^(voided|failed|expired|draft|auto draft|trash|pending payment|payment review|requires payment method)$/;

/** One order of one customer, on one row or on one row for each of its items: `Order Completed`, and what became of it. */
export const orders: Kind = {
  id: "orders",
  title: "Orders",
  key: "order",
  fields: [
    orderField,
    ...customerFields,
    ...timeFields(
      ",order date,ordered at,purchase date,date of purchase,order purchase timestamp,purchase time,invoice date,invoicedate,bestelldatum,date de commande,fecha de pedido,siparis tarihi,order placed,sale date,rechnungsdatum,kaufdatum,auftragsdatum,orderdatum,inkopsdatum,ordredato,bestillingsdato,kobsdato,tilauspaiva,datum objednavky,data zamowienia,data ordine,data acquisto,data do pedido,data da compra,fecha de compra,fecha pedido,date d achat,date achat,date commande,дата заказа,дата покупки,注文日,注文日時,購入日,購入日時,下单时间,订单时间,购买时间,付款时间,booked on,booked at,booking date,reservation date,buchungsdatum",
    ),
    ...amountFields,
    ...courseFields,
    ...itemFields,
    ...profileFields,
    ...placeFields,
  ],
  needs: [["order"], customerKeys, ["time"], ["revenue", "lineTotal", "price"]],
  telling: [["order"], ["revenue", "lineTotal", "price"]],
  channel: "web",
  gathersBy: (columns) => (["item", "price", "lineTotal", "sku"].some((field) => columns[field] !== undefined) ? "order" : undefined),
  tell: (row) => {
    const order = row.key("order");
    if (order === "") row.refuse("no_order", "The row has no order id. Fill it in: it keeps the order from being counted twice.");
    const at = row.instant();
    const who = row.customer();
    const money = totalOf(row);
    if (!money) row.refuse("no_amount", "The row has no total. Fill it in; write 0 for a free order.");
    const usual = { touchpoint: row.text("touchpoint") || row.plan.touchpoint, channel: row.channelOr(row.plan.channel) };
    const event = (name: string, timestamp: number, minor: number | null, properties: Record<string, unknown>, step?: string): Told =>
      stepOf(
        order,
        {
          ...usual,
          identities: who,
          timestamp,
          name,
          stage: name === "Order Completed" ? row.stage() || "purchase" : "service",
          revenueMinor: minor,
          currency: money?.currency ?? "",
          properties: { ...properties, order_id: order },
        },
        step,
      );
    const status = plainWords(row.text("status"));
    const isUnpaid = unpaid.test(status);
    const [paid, shipped, cancelled, refunded] = ["paid", "shipped", "cancelled", "refunded"].map((field) => row.instantIn(field));
    const told = [
      event("Order Completed", at, isUnpaid ? null : (money?.minor ?? null), {
        ...row.rest(),
        ...knownOf({
          ...Object.fromEntries(
            ["subtotal", "shipping", "tax"].map((field) => {
              const sum = row.money(field);
              return [field, sum && Number(formatMinor(sum.minor, sum.currency).split(" ")[0])];
            }),
          ),
          coupon: row.text("coupon"),
          status: row.text("status"),
          items: row.text("items"),
        }),
        ...productsOf(row),
      }),
    ];
    // A step that nobody dated cannot have come before the last one that somebody did.
    const last = Math.max(at, ...[paid, shipped, cancelled].filter((time) => time != null));
    if (shipped != null) told.push(event("Order Shipped", shipped, null, {}, "shipped"));
    if (cancelled != null) told.push(event("Order Cancelled", cancelled, null, {}, "cancelled"));
    else if (/^cancell?ed$/.test(status)) told.push(event("Order Cancelled", last, null, { dated_by: "latest step" }, "cancelled"));
    const refund = row.money("refund");
    if (refund && refund.minor !== 0 && !isUnpaid)
      told.push(
        event("Order Refunded", refunded ?? last, -Math.abs(refund.minor), refunded == null ? { dated_by: "latest step" } : {}, "refunded"),
      );
    return [...told, ...personOf(row, at)];
  },
};

/** The order's total: as said, or else what its items cost. Rows of one order that say different totals are refused. */
function totalOf(row: Row): { minor: number; currency: string } | null {
  const first = row.money("revenue");
  for (let line = 1; line < row.lines; line++) {
    const other = row.lineText(line, "revenue");
    if (other !== "" && other !== row.text("revenue"))
      row.refuseCell(
        "revenue",
        "unlike_rows",
        `${quoteValue(other)} and ${quoteValue(row.text("revenue"))} are said of one order. Correct them, or choose this column as the item's total.`,
      );
  }
  if (first || row.plan.columns["revenue"] !== undefined) return first;
  const isTotal = row.plan.columns["lineTotal"] !== undefined;
  let minor = 0;
  let currency = "";
  for (let line = 0; line < row.lines; line++) {
    const amount = row.moneyAt(line, isTotal ? "lineTotal" : "price");
    if (!amount) continue;
    const times = isTotal ? 1 : (readNumber(row.lineText(line, "quantity"), row.plan.decimal) ?? 1);
    minor += Math.round(amount.minor * times);
    currency = amount.currency;
  }
  return currency === "" ? null : { minor, currency };
}
