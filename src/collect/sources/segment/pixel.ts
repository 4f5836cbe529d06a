import { Failure } from "../../../model/failure.ts";
import { readData } from "../../body.ts";
import { bagOf, textOf } from "../bag.ts";
import type { Answer, Arrival } from "../source.ts";

/** The smallest picture that there is: what a pixel in a mail or a page is answered with. */
const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
export const picture: Answer = { status: 200, type: "image/gif", body: gif };

type Query = Arrival["query"];

/** The call in a pixel's address: its `data`, as JSON or base64. @throws Failure `bad_input`, `bad_json` */
export function callOfPixel({ data }: Query): unknown {
  if (typeof data !== "string" || data === "") throw new Failure("bad_input", { field: "data", problem: "give the call as base64" });
  return readData(data);
}

/** The write key in a pixel's call; `null` when the address is no pixel's, or names none there. */
export const keyOfPixel = (query: Query): string | null =>
  query.data === undefined ? null : textOf(bagOf(callOfPixel(query)).writeKey) || null;
