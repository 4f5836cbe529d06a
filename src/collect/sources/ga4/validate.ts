import { sanitise } from "../../sanitise.ts";
import { bagOf, isGiven, textOf, type Bag } from "../bag.ts";
import type { Answered } from "../source.ts";
import { isMoney } from "./vocabulary.ts";

/** What is wrong with a request by the protocol's own rules, in the protocol's own shape. */
export type Message = { fieldPath: string; description: string; validationCode: string };

const limits = { events: 25, params: 25, traits: 25, name: 40, text: 100, bytes: 130 * 1024, backHours: 72 } as const;
const reservedPrefix = /^(?:_|firebase_|ga_|google_|gtag\.)/;
const longTexts = new Map(Object.entries({ page_location: 1000, page_referrer: 420, page_title: 300 }));

/**
 * Looks at a request as the protocol's debug address does. What is over a limit is said here, and kept all the same when it is collected;
 * what names nobody, or has no name, is set aside.
 */
export function validate({ body, query, receivedAt }: Answered): Message[] {
  if (sanitise(body).tooDeep)
    return [{ fieldPath: "", description: "It is nested deeper than 200 levels.", validationCode: "VALUE_INVALID" }];
  const { events, user_properties: traits, ...envelope } = bagOf(body);
  const list = Array.isArray(events) ? (events as unknown[]) : [];
  return [
    ...unless(isGiven(query.measurement_id) || isGiven(query.firebase_app_id), required("measurement_id", "Give it in the address.")),
    ...unless([envelope.client_id, envelope.app_instance_id, envelope.user_id].some(isGiven), required("client_id", "Nobody is named.")),
    ...unless(list.length > 0 || isGiven(traits), required("events", "Give a list of events.")),
    ...unless(list.length <= limits.events, tooMany("events", limits.events, list.length)),
    ...unless(Buffer.byteLength(JSON.stringify(body)) <= limits.bytes, tooMany("", `${limits.bytes / 1024} KiB`, "more")),
    ...checkNames("user_properties", bagOf(traits), limits.traits),
    ...checkTime("timestamp_micros", envelope.timestamp_micros, receivedAt),
    ...list.flatMap((event, index) => checkEvent(`events[${index}]`, bagOf(event), receivedAt)),
  ];
}

function checkEvent(path: string, { name: raw, params: given, timestamp_micros: micros }: Bag, receivedAt: number): Message[] {
  const name = textOf(raw);
  const params = bagOf(given);
  const needsCurrency = isMoney(name) && isGiven(params.value) && !isGiven(params.currency);
  return [
    ...(name === "" ? [required(`${path}.name`, "An event without a name is set aside.")] : checkName(`${path}.name`, name)),
    ...unless(!needsCurrency, required(`${path}.params.currency`, "Money is in the workspace's currency unless one is given.")),
    ...checkNames(`${path}.params`, params, limits.params),
    ...checkTime(`${path}.timestamp_micros`, micros, receivedAt),
  ];
}

function checkNames(path: string, bag: Bag, most: number): Message[] {
  const entries = Object.entries(bag);
  return [
    ...unless(entries.length <= most, tooMany(path, most, entries.length)),
    ...entries.flatMap(([name, value]) => [...checkName(`${path}.${name}`, name), ...checkText(`${path}.${name}`, name, value)]),
  ];
}

function checkName(fieldPath: string, name: string): Message[] {
  if (reservedPrefix.test(name))
    return [{ fieldPath, description: `${name} is a reserved name. It is kept.`, validationCode: "NAME_RESERVED" }];
  if (/^[a-z]\w*$/i.test(name) && name.length <= limits.name) return [];
  const description = `A name is at most ${limits.name} letters, digits and underscores, and starts with a letter. It is kept as it is.`;
  return [{ fieldPath, description, validationCode: "NAME_INVALID" }];
}

function checkText(fieldPath: string, name: string, value: unknown): Message[] {
  const text = textOf(typeof value === "object" ? bagOf(value).value : value);
  const most = longTexts.get(name) ?? limits.text;
  const description = `A value may hold ${most} letters. It is kept whole.`;
  return text.length <= most ? [] : [{ fieldPath, description, validationCode: "VALUE_INVALID" }];
}

function checkTime(fieldPath: string, micros: unknown, receivedAt: number): Message[] {
  if (!isGiven(micros)) return [];
  if (!/^\d+$/.test(textOf(micros)))
    return [{ fieldPath, description: "A time is a whole number of microseconds.", validationCode: "VALUE_INVALID" }];
  const ageHours = (receivedAt - Number(micros) / 1000) / 3_600_000;
  const description = `An event may be ${limits.backHours} hours old. It is kept with its time.`;
  return ageHours <= limits.backHours ? [] : [{ fieldPath, description, validationCode: "VALUE_OUT_OF_BOUNDS" }];
}

const unless = (isFine: boolean, message: Message): Message[] => (isFine ? [] : [message]);
const required = (fieldPath: string, description: string): Message => ({ fieldPath, description, validationCode: "VALUE_REQUIRED" });
const tooMany = (fieldPath: string, most: number | string, found: number | string): Message => ({
  fieldPath,
  description: `There may be ${most} and there are ${found}. All of them are kept.`,
  validationCode: "EXCEEDED_MAX_ENTITIES",
});
