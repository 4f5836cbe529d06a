import { bagOf, textOf } from "../../sources/bag.ts";
import { feedInstant, jsonObject, type FeedShape } from "./shape.ts";

/** A Discourse forum's newest posts (`/posts.json`) or topics (`/latest.json`). */
export const discourse: FeedShape = {
  id: "discourse",
  read(text) {
    const answer = jsonObject(text);
    if (Array.isArray(answer?.latest_posts)) return { title: "", items: answer.latest_posts.map((post) => postItem(bagOf(post))) };
    const topics = bagOf(answer?.topic_list).topics;
    return Array.isArray(topics) ? { title: "", items: topics.map((topic) => topicItem(bagOf(topic))) } : null;
  },
};

type Bag = Record<string, unknown>;
const base = { rating: null, language: "" };

const postItem = (post: Bag) => ({
  ...base,
  id: `post ${textOf(post.id)}`,
  title: textOf(post.topic_title),
  text: textOf(post.raw) || textOf(post.cooked),
  isHtml: textOf(post.raw) === "",
  link: textOf(post.post_url),
  author: textOf(post.username),
  at: feedInstant(textOf(post.created_at)),
});

const topicItem = (topic: Bag) => ({
  ...base,
  id: `topic ${textOf(topic.id)}`,
  title: textOf(topic.title),
  text: textOf(topic.excerpt),
  isHtml: true,
  link: topic.id === undefined ? "" : `/t/${textOf(topic.slug)}/${textOf(topic.id)}`,
  author: textOf(topic.last_poster_username),
  at: feedInstant(textOf(topic.created_at)),
});
