import type { FeedAnswer } from "../../api/routes/feeds.ts";
import { useAnswer, useOrder } from "./answer.ts";

export type Feed = FeedAnswer;
export type FeedWords = Pick<Feed, "name" | "url" | "channel" | "touchpoint" | "everyMinutes">;
export type FeedLook = {
  title: string;
  total: number;
  items: { comment: string; score: number | null; at: string; language: string; link: string }[];
};

const shown = ["/feeds", "/sources"];
export const useFeeds = () => useAnswer<{ feeds: Feed[] }>("/feeds", {}, { every: 10_000 });
export const useFeedLook = () => useOrder<{ url: string }, FeedLook>({ method: "POST", path: "/feeds/look" });
export const useNewFeed = () => useOrder<FeedWords, Feed>({ method: "POST", path: "/feeds" }, shown);
export const useFeedChange = () =>
  useOrder<{ id: string; change: Partial<FeedWords & { paused: boolean }> }>(
    { method: "PATCH", path: ({ id }) => `/feeds/${id}`, body: ({ change }) => change },
    shown,
  );
export const useFeedReading = () => useOrder<string>({ method: "POST", path: (id) => `/feeds/${id}/read`, body: () => ({}) }, shown);
export const useFeedRemoval = () => useOrder<string>({ method: "DELETE", path: (id) => `/feeds/${id}` }, shown);
