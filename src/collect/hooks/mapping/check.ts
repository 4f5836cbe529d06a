import { hookRoles, type HookMapping } from "../../../model/hook-mapping.ts";
import { parsePath } from "../../../model/json-path.ts";

/** Something that keeps a mapping from being used: the role that it is about (or `each`), and what to do. */
export type MappingProblem = { role: string; problem: string };

/** What a mapping still lacks; empty when it can be used. */
export function checkMapping({ each, fields, fixed, question }: HookMapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const add = (role: string, problem: string) => problems.push({ role, problem });
  for (const role of hookRoles)
    if (fields[role] !== undefined && parsePath(fields[role]) === null) add(role, "This is no path. Click a field of the sample.");
  if (each !== "" && (parsePath(each)?.at(-1) !== null || parsePath(each) === null)) add("each", "Choose a list of the sample.");
  const says = fields.score !== undefined || fields.comment !== undefined;
  const happens = fields.event !== undefined || (fixed.event ?? "").trim() !== "";
  if (!says && !happens) add("event", "Say what happened: click the field that names it, or write a name. Or click a score or a comment.");
  if (happens && !says && !fields.user && !fields.email && !fields.phone)
    add("email", "Say who: click a user id, an e-mail address or a phone number.");
  if (fields.score !== undefined && question === "") add("score", "Say which question the score answers.");
  return problems;
}
