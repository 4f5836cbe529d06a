import { plainWords } from "../cells/words.ts";
import { problemHeader } from "../plan.ts";
import type { Head } from "./head.ts";

/** A column as a guess sees it: its header and its question in plain words, and the cells of the sample that hold something. */
export type Column = { index: number; header: string; title: string; values: string[] };

/** The columns of a file that may hold something, without the one that says what was wrong. */
export const columnsOf = ({ headers, titles, sample }: Head): Column[] =>
  headers
    .map((header, index): Column => {
      const values = sample.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
      return { index, header: plainWords(header), title: titles[index] ?? header, values };
    })
    .filter(({ index }) => headers[index] !== problemHeader);

const address = /^(\d{1,3}\.){3}\d{1,3}$|^(?=.*:.*:)[0-9a-f:]{3,39}$/i;

/** Whether a column holds IP addresses, by its header or by its values. Version numbers look alike. */
export function holdsAddresses({ header, values }: Column): boolean {
  if (/(^| )(ip|ipaddr|ipaddress|ip address|ip adresse|adresse ip|direccion ip|remote ip|customer ip|client ip)( |$)/.test(header))
    return true;
  if (values.length === 0 || /version|build|release|time|zeit|hour/.test(header)) return false;
  return values.filter((value) => address.test(value) && !/^\d{1,2}(:\d{2}){1,2}$/.test(value)).length > values.length / 2;
}
