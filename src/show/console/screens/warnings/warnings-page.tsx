import { Button, SegmentedControl, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useWarnings } from "../../data/source-health.ts";
import { useSources } from "../../data/sources.ts";
import { useAddress } from "../../frame/address.ts";
import { Answer, Lines, Nothing } from "../../parts/answer.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { WarningList } from "./warning-list.tsx";

const spans = ["1", "7", "30"] as const;

/** What was noticed about what arrives: refused, set aside, mended; what it means and what to do. */
export default function WarningsPage() {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const days = address.days ?? "7";
  const sources = useSources().data?.sources ?? [];
  const found = useWarnings(address.source ?? null, days);
  return (
    <Page
      title={t("warning.title")}
      question={t("warning.why")}
      actions={
        <>
          <Select
            size="xs"
            w={170}
            clearable
            aria-label={t("live.source")}
            placeholder={t("live.anySource")}
            value={address.source ?? null}
            data={sources.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(source) => change({ source })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("warning.span")}
            value={days}
            data={spans.map((value) => ({ value, label: t("warning.days", { count: Number(value) }) }))}
            onChange={(value) => change({ days: value === "7" ? null : value })}
          />
        </>
      }
    >
      <Answer
        of={found}
        shape={<Lines count={4} height={96} />}
        isEmpty={({ warnings }) => warnings.length === 0}
        whenEmpty={
          <Nothing
            title={t("warning.none")}
            action={
              <Button component={Link} to="/sources" variant="default" size="xs">
                {t("webhook.back")}
              </Button>
            }
          >
            {t("warning.noneWhy")}
          </Nothing>
        }
      >
        {({ warnings }) => (
          <Panel>
            <WarningList warnings={warnings} sources={sources} />
          </Panel>
        )}
      </Answer>
    </Page>
  );
}
