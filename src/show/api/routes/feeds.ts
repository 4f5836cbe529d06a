import { z } from "zod";
import { addFeed, changeFeed, findFeed, listFeeds, removeFeed, type Feed } from "../../../collect/feeds/feed-book.ts";
import { channels } from "../../../model/channel.ts";
import { defineRoute } from "../route.ts";

const tag = "Sources";
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const url = z.string().trim().min(1, "give the feed's address").max(2000);
const everyMinutes = z.number().int().min(5, "five minutes at least").max(10_080, "a week at most");
const words = z.object({
  name: z.string().trim().min(1, "name the feed, such as App Store reviews").max(100),
  url,
  channel: z.enum(channels).default("review"),
  touchpoint: z.string().trim().min(1, "name the touchpoint, such as Public review").max(200),
  everyMinutes: everyMinutes.default(60),
});

const feed = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  channel: z.enum(channels),
  touchpoint: z.string(),
  everyMinutes: z.number(),
  paused: z.boolean(),
  nextAt: z.string(),
  triedAt: z.string().nullable(),
  readAt: z.string().nullable(),
  failures: z.number(),
  problem: z.string().nullable(),
  movedTo: z.string().nullable(),
  items: z.number().nullable(),
  fresh: z.number().nullable(),
});
export type FeedAnswer = z.infer<typeof feed>;

const seen = z.object({
  comment: z.string(),
  score: z.number().nullable(),
  at: z.string(),
  language: z.string(),
  link: z.string(),
});

const answerOf = (one: Feed): FeedAnswer => ({
  ...one,
  nextAt: new Date(one.nextAt).toISOString(),
  triedAt: isoOrNull(one.triedAt),
  readAt: isoOrNull(one.readAt),
});

const params = z.object({ id: z.string().max(100) });

export const feedRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/feeds",
    summary: "Feeds of reviews, mentions and forum posts, and how each is doing",
    tag,
    may: "read",
    answer: z.object({ feeds: z.array(feed) }),
    async run({ product, caller }) {
      return { feeds: (await listFeeds(product.store, caller.workspaceId)).map(answerOf) };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/feeds/look",
    summary: "What an address holds, before it is followed; nothing is stored",
    tag,
    may: "change sources",
    limit: { most: 30, perMinutes: 1 },
    body: z.object({ url }),
    answer: z.object({ title: z.string(), total: z.number(), items: z.array(seen) }),
    async run({ product, body }) {
      const { title, items } = await product.feeds.look(body.url);
      return {
        title,
        total: items.length,
        items: items.slice(0, 5).map(({ comment, score, timestamp, language, properties }) => ({
          comment: comment.slice(0, 500),
          score,
          at: new Date(timestamp).toISOString(),
          language,
          link: String(properties.link ?? ""),
        })),
      };
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/feeds",
    summary: "Follow a feed: it is read at once and then on its schedule",
    tag,
    may: "change sources",
    body: words,
    answer: feed,
    status: 201,
    async run({ product, caller, body }) {
      product.outside.check(body.url);
      const { id } = await addFeed(product.store, caller.workspaceId, body, product.now());
      return answerOf(await product.feeds.read(caller.workspaceId, id));
    },
  }),

  defineRoute({
    method: "PATCH",
    path: "/api/feeds/:id",
    summary: "Change a feed, pause it or let it go on",
    tag,
    may: "change sources",
    params,
    body: z.object({
      name: words.shape.name.optional(),
      url: url.optional(),
      channel: z.enum(channels).optional(),
      touchpoint: words.shape.touchpoint.optional(),
      everyMinutes: everyMinutes.optional(),
      paused: z.boolean().optional(),
    }),
    answer: feed,
    async run({ product, caller, params, body }) {
      if (body.url !== undefined) product.outside.check(body.url);
      return answerOf(await changeFeed(product.store, { workspaceId: caller.workspaceId, id: params.id }, { ...body, now: product.now() }));
    },
  }),

  defineRoute({
    method: "POST",
    path: "/api/feeds/:id/read",
    summary: "Read a feed now",
    tag,
    may: "change sources",
    limit: { most: 30, perMinutes: 1 },
    params,
    answer: feed,
    async run({ product, caller, params }) {
      await findFeed(product.store, caller.workspaceId, params.id);
      return answerOf(await product.feeds.read(caller.workspaceId, params.id));
    },
  }),

  defineRoute({
    method: "DELETE",
    path: "/api/feeds/:id",
    summary: "Stop following a feed; what it brought stays",
    tag,
    may: "change sources",
    params,
    answer: z.object({ ok: z.literal(true) }),
    async run({ product, caller, params }) {
      await removeFeed(product.store, caller.workspaceId, params.id, product.now());
      return { ok: true as const };
    },
  }),
];
