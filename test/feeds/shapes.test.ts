import { describe, expect, test } from "vitest";
import { feedbackIn } from "../../src/collect/feeds/said.ts";
import { readFeed } from "../../src/collect/feeds/shapes/list.ts";

const place = { sourceId: "src", url: "https://reviews.example/feed", channel: "review" as const, touchpoint: "Public review" };
const now = Date.UTC(2026, 10, 1);
const said = (text: string) => feedbackIn(readFeed(text)!.items, place, now);

const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Mentions</title><language>de-DE</language>
<item><title>Ärger &amp; Frust</title><link>/post/1</link><guid isPermaLink="false">g1</guid><pubDate>Thu, 02 Oct 2025 13:00:00 +0200</pubDate>
<description><![CDATA[<p>Das Paket kam <b>zu spät</b>.</p><script>alert(1)</script><img src=x onerror=alert(2)>]]></description></item></channel></rss>`;
const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="u"><title>R</title></channel><item rdf:about="i1"><title>Old form</title><link>https://old.example/1</link><description>still read</description><dc:date>2025-10-02T11:00:00Z</dc:date></item></rdf:RDF>`;
const atom = `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Avis</title><id>x</id><updated>2025-10-02T13:00:00Z</updated>
<entry><id>e1</id><title>Très bien</title><content type="html">&lt;p&gt;Livré &lt;i&gt;vite&lt;/i&gt;&lt;/p&gt;</content><updated>2025-10-02T13:00:00+02:00</updated><link rel="alternate" href="https://avis.example/1"/></entry></feed>`;
const json = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  title: "J",
  items: [
    { id: "1", url: "https://j.example/1", content_text: "Plain <b>words</b>", language: "en", date_published: "2025-10-02T11:00:00Z" },
  ],
});
const posts = JSON.stringify({
  latest_posts: [
    {
      id: 7,
      username: "u",
      created_at: "2025-10-02T11:00:00.000Z",
      raw: "It **fails** again",
      topic_title: "Login",
      post_url: "/t/login/3/7",
    },
  ],
});
const topics = JSON.stringify({
  topic_list: { topics: [{ id: 3, slug: "login", title: "Login fails", created_at: "2025-10-02T11:00:00.000Z" }] },
});
const store = JSON.stringify({
  feed: {
    title: { label: "Reviews" },
    entry: [
      { "im:name": { label: "The app itself" } },
      {
        id: { label: "99" },
        title: { label: "Crashes" },
        content: { label: "Every day.", attributes: { type: "text" } },
        "im:rating": { label: "2" },
        updated: { label: "2025-10-02T04:00:00-07:00" },
        author: { name: { label: "somebody" } },
      },
    ],
  },
});
const at = Date.UTC(2025, 9, 2, 11);

describe("a feed is read whatever its form", () => {
  test.each([
    [
      "RSS",
      rss,
      { comment: "Ärger & Frust\n\nDas Paket kam zu spät.", language: "de-DE", properties: { link: "https://reviews.example/post/1" } },
    ],
    ["RDF", rdf, { comment: "Old form\n\nstill read" }],
    ["Atom", atom, { comment: "Très bien\n\nLivré vite", language: "fr" }],
    ["JSON Feed", json, { comment: "Plain <b>words</b>", language: "en" }],
    ["a forum's posts", posts, { comment: "Login\n\nIt **fails** again", properties: { link: "https://reviews.example/t/login/3/7" } }],
    ["a forum's topics", topics, { comment: "Login fails" }],
    ["App Store reviews", store, { comment: "Crashes\n\nEvery day.", question: "satisfaction", score: 2 }],
  ])("%s", (_, text, expected) => {
    const [first, ...others] = said(text);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      fact: "feedback",
      identities: [],
      timestamp: at,
      channel: "review",
      touchpoint: "Public review",
      ...expected,
    });
  });

  test("the same item has the same message id at every reading, and another item another one", () => {
    const ids = [said(rss), said(rss.replace("zu spät", "viel zu spät")), said(rss.replace("g1", "g2"))].map(([one]) => one!.messageId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe("hostile feeds", () => {
  test.each([
    ["nothing", ""],
    ["a page", "<html><body>hello</body></html>"],
    ["other JSON", '{"items": 3}'],
    ["broken XML", "<rss><channel>"],
    ["broken JSON", '{"latest_posts": ['],
  ])("%s is no feed", (_, text) => expect(readFeed(text)?.items ?? []).toEqual([]));

  test("entities of a document type are not expanded, and nothing of a script remains", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${rss.slice(21).replace("Frust", "&b;")}`;
    const text = JSON.stringify(readFeed(bomb)?.items ?? []);
    expect(text).not.toContain("aaaaaaaaaa");
    expect(said(rss)[0]!.comment).not.toMatch(/alert|onerror|<script/);
  });

  test("a date in the future, a link that is no web address and an endless text are mended", () => {
    const [one] = feedbackIn(
      [
        {
          id: "1",
          title: "",
          text: "x".repeat(200_000),
          isHtml: false,
          link: "javascript:alert(1)",
          author: "",
          language: "",
          at: now + 1e10,
          rating: null,
        },
      ],
      place,
      now,
    );
    expect(one).toMatchObject({ timestamp: now, originalTimestamp: now + 1e10, properties: {} });
    expect(one!.flags).toEqual(["text_cut", "ts_clamped"]);
    expect(one!.comment.length).toBeLessThanOrEqual(16_384);
  });

  test("an item that says nothing is left out", () => {
    const nothing = { id: "1", title: "", text: "<p> </p>", isHtml: true, link: "", author: "", language: "", at: null, rating: null };
    expect(feedbackIn([nothing], place, now)).toEqual([]);
  });
});
