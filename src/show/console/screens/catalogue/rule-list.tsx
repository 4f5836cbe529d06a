import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Catalogue, type PlaceRule, useRuleOrder, useRuleRemoval } from "../../data/catalogue.ts";
import { Broken, Nothing } from "../../parts/answer.tsx";
import { Panel } from "../../parts/page.tsx";
import css from "./catalogue.module.css";
import { useSayCondition } from "./say-condition.ts";

type Props = { of: Catalogue; onOpen: (rule: PlaceRule) => void; onAdd: () => void };

/** The rules in the order in which they are asked. They are moved by dragging, by their arrows, or by Alt and an arrow key. */
export function RuleList({ of, onOpen, onAdd }: Props) {
  const { t } = useTranslation();
  const save = useRuleOrder();
  const [dragged, setDragged] = useState<string | null>(null);
  // Until the server has answered, the order is the one that was wished for.
  const wished = save.isPending ? save.variables : null;
  const rules = wished ? wished.flatMap((id) => of.rules.find((rule) => rule.id === id) ?? []) : of.rules;
  const move = (id: string, to: number) => {
    const ids = rules.map((rule) => rule.id).filter((each) => each !== id);
    if (to < 0 || to > ids.length) return;
    save.mutate([...ids.slice(0, to), id, ...ids.slice(to)]);
  };
  if (rules.length === 0)
    return (
      <Nothing title={t("catalogue.noRules")} action={<Button onClick={onAdd}>{t("catalogue.addRule")}</Button>}>
        {t("catalogue.noRulesWhy")}
      </Nothing>
    );
  return (
    <Panel flush title={t("catalogue.view.rules")} note={t("catalogue.rulesNote")}>
      {save.error && <Broken problem={save.error} />}
      <ol className={css.rules}>
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            draggable
            data-dragged={dragged === rule.id || undefined}
            onDragStart={() => setDragged(rule.id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => dragged && dragged !== rule.id && move(dragged, index)}
          >
            <Rule
              of={rule}
              number={index + 1}
              catalogue={of}
              onOpen={() => onOpen(rule)}
              onUp={index > 0 ? () => move(rule.id, index - 1) : null}
              onDown={index < rules.length - 1 ? () => move(rule.id, index + 1) : null}
            />
          </li>
        ))}
      </ol>
      <p className={css.after}>{t("catalogue.afterRules")}</p>
    </Panel>
  );
}

type RuleProps = {
  of: PlaceRule;
  number: number;
  catalogue: Catalogue;
  onOpen: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
};

function Rule({ of, number, catalogue, onOpen, onUp, onDown }: RuleProps) {
  const { t } = useTranslation();
  const say = useSayCondition();
  const removal = useRuleRemoval();
  const target = catalogue.touchpoints.find(({ id }) => id === of.touchpointId)?.name;
  const press = (event: KeyboardEvent) => {
    const run = event.altKey && { ArrowUp: onUp, ArrowDown: onDown }[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <>
      <IconGripVertical size={16} className={css.grip ?? ""} aria-hidden />
      <span className={css.place}>{number}</span>
      <button type="button" className={css.sentence} onClick={onOpen} onKeyDown={press}>
        <span>{of.conditions.map(say).join(t("catalogue.and"))}</span>
        <b data-out={of.touchpointId === null || undefined}>{target ?? t("catalogue.leaveOut")}</b>
      </button>
      <span className={css.moves}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("catalogue.up")} disabled={!onUp} onClick={() => onUp?.()}>
          <IconChevronUp size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t("catalogue.down")} disabled={!onDown} onClick={() => onDown?.()}>
          <IconChevronDown size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("catalogue.removeRule")}
          loading={removal.isPending}
          onClick={() => removal.mutate(of.id)}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </span>
    </>
  );
}
