import { Button, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { emptyMapping, type HookMapping } from "../../../../model/hook-mapping.ts";
import { type Delivery, useDelivery, useMappingPreview, useMappingSave, useSuggestion, type Webhook } from "../../data/webhooks.ts";
import { useFormat } from "../../frame/format.ts";
import { Answer, Broken, Lines } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import { JsonTree } from "./json-tree.tsx";
import { MappingFields } from "./mapping-fields.tsx";
import { MappingPreview } from "./mapping-preview.tsx";
import css from "./webhooks.module.css";

type Props = { hook: Webhook; deliveries: Delivery[] };

/** What the fields of a delivery mean: a sample to click in, what was said so far, and what the last deliveries would become. */
export function MappingPanel({ hook, deliveries }: Props) {
  const suggestion = useSuggestion(hook.id, hook.mapping === null);
  const [isOpen, setOpen] = useState(hook.mapping === null);
  const save = useMappingSave(hook.id);
  const { t } = useTranslation();
  // It is saved from here: the mapper below is another one once there is a mapping.
  const keep = (mapping: HookMapping) =>
    save.mutate(mapping, {
      onSuccess: () => {
        notifications.show({ message: t("webhook.mappingSaved") });
        setOpen(false);
      },
    });
  const shared = { hook, deliveries, save: { keep, error: save.error, isPending: save.isPending }, onCancel: () => setOpen(false) };
  if (!isOpen)
    return (
      <Panel
        title={t("webhook.mapping")}
        note={t("webhook.mapped")}
        aside={
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {t("webhook.remap")}
          </Button>
        }
      >
        {null}
      </Panel>
    );
  if (hook.mapping) return <Mapper {...shared} start={hook.mapping} />;
  return (
    <Answer of={suggestion} shape={<Lines count={8} height={28} />}>
      {({ mapping }) => <Mapper {...shared} start={mapping ?? emptyMapping} isGuess />}
    </Answer>
  );
}

type Saving = { keep: (mapping: HookMapping) => void; error: Error | null; isPending: boolean };
type MapperProps = Props & { start: HookMapping; save: Saving; onCancel: () => void; isGuess?: boolean };

function Mapper({ hook, deliveries, start, save, onCancel, isGuess }: MapperProps) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const [mapping, setMapping] = useState(start);
  const [chosen, setChosen] = useState<string | null>(null);
  const sample = useDelivery(hook.id, chosen ?? deliveries[0]?.id ?? null);
  const { mutate: look, data: seen, error: unseen } = useMappingPreview(hook.id);

  useEffect(() => {
    const soon = setTimeout(() => look(mapping), 250);
    return () => clearTimeout(soon);
  }, [look, mapping]);

  return (
    <Panel
      title={t("webhook.mapping")}
      note={t(isGuess ? "webhook.mappingGuess" : "webhook.mappingWhy")}
      aside={
        deliveries.length > 1 && (
          <Select
            size="xs"
            w={270}
            aria-label={t("webhook.sample")}
            value={chosen ?? deliveries[0]?.id ?? null}
            allowDeselect={false}
            data={deliveries.slice(0, 20).map(({ id, receivedAt, topic }) => ({ value: id, label: [moment(receivedAt), topic].join(" ") }))}
            onChange={setChosen}
          />
        )
      }
    >
      <div className={css.mapper}>
        <div className={css.tree}>
          <Answer of={sample} shape={<Lines count={8} height={24} />}>
            {({ raw }) => <JsonTree raw={raw} mapping={mapping} onChange={setMapping} />}
          </Answer>
        </div>
        <div className={css.meanings}>
          <MappingFields mapping={mapping} problems={seen?.problems ?? []} onChange={setMapping} />
        </div>
      </div>
      {unseen && <Broken problem={unseen} />}
      {seen && <MappingPreview of={seen} />}
      {save.error && <Broken problem={save.error} />}
      <div className={css.foot}>
        {hook.mapping && (
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
        <Button disabled={!seen || seen.problems.length > 0} loading={save.isPending} onClick={() => save.keep(mapping)}>
          {t("webhook.saveMapping")}
        </Button>
      </div>
    </Panel>
  );
}
