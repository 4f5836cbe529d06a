import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { answersIn, importText } from "../../support/imports.ts";

const playHead =
  "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\n";
const play = (stars: string, text: string, changed = "2026-01-05T10:11:12Z", reply = "") =>
  iconv.encode(
    `${playHead}com.example.shop,120,1.2.0,de,pixel,2026-01-05T10:11:12Z,1767607872000,${changed},1767607872000,${stars},,${text},,,${reply},http://play.example/details?id=1&reviewId=abc-1\n`,
    "utf-16le",
    { addBOM: true },
  );

describe("reviews from elsewhere", () => {
  it("Google Play: UTF-16, stars without a text, the id in the link", async () => {
    const made = await importText(play("5", ""));
    expect(made.plan).toMatchObject({ kind: "reviews", shape: "google-play", encoding: "utf-16le" });
    expect(answersIn(made)).toMatchObject([
      {
        question: "satisfaction",
        score: 5,
        comment: "",
        channel: "review",
        touchpoint: "Google Play",
        language: "de",
        identities: [],
        properties: { review_id: "abc-1", product: "com.example.shop" },
      },
    ]);
  });

  it("that come again with a reply are known; one that was changed is said a second time", async () => {
    const { ledger } = await importText(play("2", "stürzt ab"));
    expect((await importText(play("2", "stürzt ab", undefined, "Wird behoben"), ledger)).result).toMatchObject({ stored: 0, known: 1 });
    const changed = await importText(play("5", "läuft wieder", "2026-03-01T08:00:00Z"), ledger);
    expect(answersIn(changed)).toMatchObject([
      { score: 2, timestamp: Date.UTC(2026, 0, 5, 10, 11, 12) },
      { score: 5, timestamp: Date.UTC(2026, 2, 1, 8), properties: { first_written: "2026-01-05T10:11:12.000Z" } },
    ]);
  });

  it("App Store: nested names joined by dots, from the console's answers and from the public feed", async () => {
    const connect = await importText(
      "id,type,attributes.rating,attributes.title,attributes.body,attributes.reviewerNickname,attributes.createdDate,attributes.territory\n" +
        "r-1,customerReviews,4,Nice,Works well for me,somebody,2026-01-05T10:11:12-08:00,DEU\n",
    );
    expect(connect.plan.shape).toBe("app-store");
    expect(answersIn(connect)).toMatchObject([
      {
        score: 4,
        comment: "Nice\n\nWorks well for me",
        timestamp: Date.UTC(2026, 0, 5, 18, 11, 12),
        properties: { author: "somebody", review_id: "r-1" },
      },
    ]);
    const feed = await importText(
      "author.name.label,updated.label,im:rating.label,im:version.label,id.label,title.label,content.label\nsomebody,2026-01-05T10:11:12-07:00,1,2.3,77,Bad,Never opens at all\n",
    );
    expect(feed.plan.shape).toBe("app-store");
    expect(answersIn(feed)).toMatchObject([{ score: 1, properties: { review_id: "77", version: "2.3" } }]);
  });

  it("Trustpilot and Google: a name under a review is nobody's key, an e-mail address is", async () => {
    const pilot = await importText(
      "Review Id,Review Created (UTC),Review Consumer User Id,Review Username,Review Title,Review Content,Review Stars,Domain Url,Referral Email\n" +
        "x1,2026-01-05T10:00:00Z,u9,somebody,Fine,All went well,5,shop.example.com,A@example.com\nx2,2026-01-06T10:00:00Z,u8,another,Slow,It took long,2,shop.example.com,\n",
    );
    expect(pilot.plan.shape).toBe("trustpilot");
    expect(answersIn(pilot).map(({ identities }) => identities)).toEqual([["email:a@example.com"], []]);
    const google = await importText(
      "name,reviewer.displayName,starRating,comment,createTime,updateTime,reviewReply.comment\nlocations/1/reviews/2,somebody,FOUR,Friendly staff,2026-01-05T10:00:00Z,2026-01-05T10:00:00Z,Thanks\n",
    );
    expect(google.plan.shape).toBe("google-business");
    expect(answersIn(google)).toMatchObject([{ score: 4, identities: [], properties: { reply: "Thanks" } }]);
  });

  it("of any other site are found by what their columns are called", async () => {
    const made = await importText(
      "Date,Author,Rating,Title,Review,Product\n2026-01-05,somebody,★★★★☆,Good cup,It keeps coffee warm for hours,Cup\n",
    );
    expect(made.plan).toMatchObject({ kind: "reviews", shape: null });
    expect(answersIn(made)).toMatchObject([{ score: 4, properties: { product: "Cup", author: "somebody" } }]);
  });
});
