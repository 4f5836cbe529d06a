import type { Feedback, Interaction } from "../../model/fact.ts";
import { bagOf, textOf, type Bag } from "../sources/bag.ts";
import type { Step } from "./step.ts";

/** What a property can say about where in the world something happened. */
const roles = {
  store:
    "storeid,store,storecode,storenumber,storeno,locationid,locationcode,shopid,branchid,branch,branchcode,outletid,filiale,filialnummer,standort,magasin,codemagasin,tienda,codigotienda,mağaza,magaza,şube,sube,negozio,puntovendita,winkel,vestiging,sklep,loja,butik,butikk,myymala,prodejna,магазин,门店,店舗",
  till: "tillid,till,tillno,registerid,register,posid,terminalid,kasse,kassennummer",
  staff: "staffid,staff,employeeid,employee,agentid,agent,cashierid,cashier,servedby,mitarbeiter",
  shift: "shiftid,shift,schicht",
  device: "deviceid,device,sensorid,kioskid",
} as const;
type Role = keyof typeof roles;
type Found = Partial<Record<Role, string>>;

const roleOfWord = new Map(
  (Object.entries(roles) as [Role, string][]).flatMap(([role, words]) => words.split(",").map((word) => [word, role] as const)),
);

// The same keys come with every fact: each is read once.
const known = new Map<string, Role | null>();
const rememberedAtMost = 5000;

/** What a key means, however it is written: `store_id`, `storeId`, `Store ID`. */
function roleOf(key: string): Role | null {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= rememberedAtMost) known.clear();
  const role = key.length > 40 ? null : (roleOfWord.get(key.toLowerCase().replace(/[\s_.-]+/g, "")) ?? null);
  known.set(key, role);
  return role;
}

const most = 200;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/g;

function readRoles(bag: Bag, found: Found): Found {
  for (const key in bag) {
    const role = roleOf(key);
    if (role === null || found[role] !== undefined) continue;
    const text = textOf(bag[key]).replace(control, "").trim().slice(0, most);
    if (text !== "") found[role] = text;
  }
  return found;
}

/**
 * Fills in where in the world a fact happened, who served and in which shift, from its properties, then its context, unless its source said
 * so. A till is named within its store, as `STORE/TILL`. What a device says happened where the device is: `device:ID` is its place, until
 * the workspace says what it belongs to.
 */
export const locate: Step = (fact) => {
  if (fact.fact === "identification" || fact.location !== undefined) return null;
  const found = readRoles(fact.properties, {});
  if (fact.fact === "interaction") readRoles(fact.context, found);
  fact.location = placeOf(fact, found);
  fact.staff ??= found.staff ?? "";
  fact.shift ??= found.shift ?? "";
  return null;
};

function placeOf(fact: Interaction | Feedback, { store, till, device }: Found): string {
  if (store !== undefined) return till === undefined ? store : `${store}/${till}`;
  if (till !== undefined) return till;
  if (fact.channel !== "device") return "";
  const own = device ?? (fact.fact === "interaction" ? textOf(bagOf(fact.context.device).id).trim() : "");
  return own === "" ? "" : `device:${own}`.slice(0, most);
}
