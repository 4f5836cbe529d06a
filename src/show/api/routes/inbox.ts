import { resolve } from "node:path";
import { z } from "zod";
import { listInboxFiles } from "../../../collect/inbox/inbox-records.ts";
import { findPlaces, outcomes, type Outcome } from "../../../collect/inbox/places.ts";
import { defineRoute } from "../route.ts";

const file = z.object({
  id: z.string(),
  file: z.string(),
  outcome: z.enum(Object.keys(outcomes) as [Outcome, ...Outcome[]]),
  says: z.string(),
  importId: z.string().nullable(),
  at: z.string(),
});
export type InboxFile = z.infer<typeof file>;

export const inboxRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/inbox",
    summary: "The workspace's watched folder, and what became of the latest files in it; no folder when none is watched",
    tag: "Files",
    may: "bring data",
    answer: z.object({ folder: z.string().nullable(), files: z.array(file) }),
    async run({ product: { settings, store, inbox }, caller }) {
      const { database } = store.records;
      const places = inbox ? await findPlaces(database, resolve(settings.inbox)) : [];
      const folder = places.find(({ workspaceId }) => workspaceId === caller.workspaceId)?.folder ?? null;
      const files = await listInboxFiles(database, caller.workspaceId);
      return { folder, files: files.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) };
    },
  }),
];
