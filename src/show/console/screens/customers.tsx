import { Badge, Button, Select } from "@mantine/core";
import { IconArrowsJoin, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomers, useSegmentRemoval, useSegments } from "../data/customers.ts";
import { useDuplicates } from "../data/identity.ts";
import { useAddress } from "../frame/address.ts";
import { useListKeys } from "../frame/list-keys.ts";
import { Answer, Lines, Nothing } from "../parts/answer.tsx";
import { More } from "../parts/more.tsx";
import { BringFacts } from "../parts/next-step.tsx";
import { Page, Panel } from "../parts/page.tsx";
import { SearchWords } from "../parts/search-words.tsx";
import { CustomerTable } from "./customers/customer-table.tsx";
import css from "./customers/customers.module.css";
import { SegmentBuilder } from "./customers/segment-builder.tsx";

const sorts = ["lastSeen", "interactions"] as const;

/** Everyone the company has met, to be found by name, narrowed by segment. */
export default function Customers() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const removal = useSegmentRemoval();
  const [building, setBuilding] = useState(false);
  const segments = useSegments().data?.segments ?? [];
  const list = useCustomers({ q: address.q, segment: address.segment, sort: address.sort });
  const narrowed = Boolean(address.q || address.segment);
  const open = ({ id }: { id: string }) => void navigate({ to: `/customers/${id}` });
  const here = useListKeys(list.data?.items ?? [], open);
  return (
    <Page title={t("nav.customers")} question={t("question.customers")} actions={<PossibleDuplicates />}>
      <div className={css.tools}>
        <SearchWords label={t("customers.search")} className={css.search} value={address.q ?? ""} wait={250} onAsk={(q) => change({ q })} />
        <Select
          aria-label={t("bar.segment")}
          placeholder={t("bar.everyone")}
          clearable
          w={200}
          value={address.segment ?? null}
          data={segments.map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage={t("bar.noSegment")}
          onChange={(value) => change({ segment: value })}
        />
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => setBuilding(true)}>
          {t("segment.new")}
        </Button>
        {address.segment && (
          <Button
            variant="subtle"
            color="gray"
            loading={removal.isPending}
            onClick={() => removal.mutate(address.segment ?? "", { onSuccess: () => change({ segment: null }) })}
          >
            {t("segment.remove")}
          </Button>
        )}
        <Select
          aria-label={t("customers.sort")}
          w={170}
          allowDeselect={false}
          value={address.sort ?? "lastSeen"}
          data={sorts.map((value) => ({ value, label: t(`customers.sorts.${value}`) }))}
          onChange={(value) => change({ sort: value === "lastSeen" ? null : value })}
        />
      </div>
      <Panel flush>
        <Answer
          of={list}
          shape={<Lines count={12} height={44} />}
          isEmpty={({ items }) => items.length === 0}
          whenEmpty={
            <Nothing title={t(narrowed ? "customers.nobody" : "customers.none")} action={<BringFacts />}>
              {t(narrowed ? "customers.nobodyWhy" : "customers.noneWhy")}
            </Nothing>
          }
        >
          {({ items, total }) => (
            <>
              <CustomerTable items={items} here={here} onOpen={open} />
              <More shown={items.length} total={total} more={list.more} reading={list.reading} />
            </>
          )}
        </Answer>
      </Panel>
      {building && (
        <SegmentBuilder
          onClose={() => setBuilding(false)}
          onMade={(segment) => {
            setBuilding(false);
            change({ segment });
          }}
        />
      )}
    </Page>
  );
}

/** The way to customers that may be one, with how many pairs wait for somebody. */
function PossibleDuplicates() {
  const { t } = useTranslation();
  const total = useDuplicates(0).data?.total ?? 0;
  return (
    <Button
      component={Link}
      to="/customers/duplicates"
      size="xs"
      variant="default"
      leftSection={<IconArrowsJoin size={15} />}
      rightSection={total > 0 && <Badge size="sm">{total}</Badge>}
    >
      {t("duplicates.title")}
    </Button>
  );
}
