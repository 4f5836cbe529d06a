import { z } from "zod";
import { addLocation, changeLocation, importLocations, removeLocation } from "../../../collect/locations/locations.ts";
import { readTraffic } from "../../../collect/locations/traffic.ts";
import { readLocations } from "../../../store/locations.ts";
import { defineRoute } from "../route.ts";
import { isTimezone, timezone } from "../workspaces.ts";
import { instant, iso } from "./figures.ts";

const tag = "Locations";
const words = z.object({
  parentId: z.string().nullable(),
  name: z.string().trim().min(1, "give it a name").max(200),
  kind: z.string().trim().max(60),
  codes: z.array(z.string().trim().min(1).max(200)).max(500, "500 codes at most"),
  timezone: timezone.nullable(),
});
const location = words.extend({ id: z.string() });
export type LocationItem = z.infer<typeof location>;

const traffic = { interactions: z.number(), answers: z.number(), lastAt: instant };
const unplaced = z.object({ ...traffic, code: z.string(), channel: z.string(), example: z.array(z.string()) });
export type UnplacedItem = z.infer<typeof unplaced>;
const usual = { parentId: null, kind: "", codes: [], timezone: null };
const params = z.object({ id: z.string().max(100) });

export const locationRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/locations",
    summary: "Every location; `parentId` says what it is part of",
    tag,
    may: "read",
    answer: z.object({ locations: z.array(location) }),
    run: async ({ product, caller }) => ({ locations: await readLocations(product.store.records.database, caller.workspaceId) }),
  }),

  defineRoute({
    method: "GET",
    path: "/api/locations/traffic",
    summary: "What happened at each location with everything below it, and at codes that no location has",
    tag,
    may: "read",
    query: z.object({ days: z.coerce.number().int().min(1).max(3650).default(90) }),
    answer: z.object({ locations: z.array(z.object({ ...traffic, id: z.string() })), unplaced: z.array(unplaced) }),
    async run({ product: { store, now }, caller, query: { days } }) {
      const found = await readTraffic(store, caller.workspaceId, now() - days * 86_400_000);
      return {
        locations: [...found.at].map(([id, { lastAt, ...counts }]) => ({ id, ...counts, lastAt: iso(lastAt) })),
        unplaced: found.unplaced.map((each) => ({ ...each, lastAt: iso(each.lastAt) })),
      };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/locations",
    summary: "Add a location",
    tag,
    may: "change catalogue",
    body: words.partial().required({ name: true }),
    answer: location,
    status: 201,
    run: ({ product, caller, body }) => addLocation(product.store, caller.workspaceId, { ...usual, ...body }),
  }),

  defineRoute({
    method: "POST",
    path: "/api/locations/import",
    summary: "Take a CSV file of locations in: name, code, kind, parent, time zone; the same file again changes nothing",
    tag,
    may: "change catalogue",
    body: z.object({ csv: z.string().min(1, "the file is empty").max(900_000, "900 kB at most") }),
    answer: z.object({ added: z.number(), changed: z.number(), problems: z.array(z.object({ row: z.number(), problem: z.string() })) }),
    async run({ product, caller, body: { csv } }) {
      const { added, changed, problems } = await importLocations(product.store, caller.workspaceId, { csv, isZone: isTimezone });
      return { added: added.length, changed: changed.length, problems };
    },
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/locations/:id",
    summary: "Change a location, or move it with everything below it",
    tag,
    may: "change catalogue",
    params,
    body: words.partial(),
    answer: location,
    run: ({ product, caller, params: { id }, body }) => changeLocation(product.store, caller.workspaceId, { id, words: body }),
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/locations/:id",
    summary: "Remove a location; what is below it moves up, and no fact is lost",
    tag,
    may: "change catalogue",
    params,
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, params: { id } }) {
      await removeLocation(product.store, caller.workspaceId, id);
      return { ok: true as const };
    },
  }),
];
