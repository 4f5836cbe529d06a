import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** WCAG 2.0 to 2.2, at the levels A and AA. */
export const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What stands in somebody's way on a page as it is now, by rules of these tags, or by these rules alone. */
export async function obstaclesOn(page: Page, { tags = wcag, rules }: { tags?: string[]; rules?: string[] } = {}): Promise<Obstacle[]> {
  // Without frames from elsewhere one page is enough; a second one would be opened only to put their results together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze();
  return violations.map(({ id, impact, nodes }) => ({
    isGrave: impact === "serious" || impact === "critical",
    says: `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" ")}`,
  }));
}

/** A rule that a page breaks, and where. */
export type Obstacle = { isGrave: boolean; says: string };
