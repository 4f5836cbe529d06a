import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type HookMapping, type HookRole, hookRoles } from "../../../../model/hook-mapping.ts";
import { printPath, type Step } from "../../../../model/json-path.ts";
import css from "./webhooks.module.css";

type Shared = { mapping: HookMapping; onChange: (mapping: HookMapping) => void };
type NodeProps = Shared & { name: string; value: unknown; steps: Step[] };

const deepest = 12;
const mostKeys = 200;

/** A delivery as a tree: press a field to say what it is, or a list to make a fact of each of its items. */
export function JsonTree({ raw, ...shared }: Shared & { raw: string }) {
  const { t } = useTranslation();
  const value = readSample(raw);
  if (value === undefined) return <p className={css.quiet}>{t("webhook.noJson")}</p>;
  return (
    <ul className={css.branch} aria-label={t("webhook.sample")}>
      <Children value={value} steps={[]} {...shared} />
    </ul>
  );
}

function Children({ value, steps, ...shared }: Omit<NodeProps, "name">) {
  if (Array.isArray(value)) return value.length > 0 && <Node name="[]" value={value[0]} steps={[...steps, null]} {...shared} />;
  if (typeof value !== "object" || value === null) return null;
  return Object.entries(value)
    .slice(0, mostKeys)
    .map(([key, inner]) => <Node key={key} name={key} value={inner} steps={[...steps, key]} {...shared} />);
}

function Node({ name, value, steps, ...shared }: NodeProps) {
  const isBranch = typeof value === "object" && value !== null && Object.keys(value).length > 0 && steps.length < deepest;
  if (!isBranch) return <Leaf name={name} value={value} steps={steps} {...shared} />;
  return (
    <li>
      <span className={css.node}>
        <span className={css.keyName}>{name}</span>
        {Array.isArray(value) && <EachItem list={value} steps={[...steps, null]} {...shared} />}
      </span>
      <ul className={css.branch}>
        <Children value={value} steps={steps} {...shared} />
      </ul>
    </li>
  );
}

function EachItem({ list, steps, mapping, onChange }: Shared & { list: unknown[]; steps: Step[] }) {
  const { t } = useTranslation();
  const path = printPath(steps);
  const isOn = mapping.each === path;
  return (
    <button type="button" className={css.each} aria-pressed={isOn} onClick={() => onChange({ ...mapping, each: isOn ? "" : path })}>
      {isOn && <IconCheck size={12} aria-hidden />}
      {t(isOn ? "webhook.eachOn" : "webhook.each", { count: list.length })}
    </button>
  );
}

function Leaf({ name, value, steps, mapping, onChange }: NodeProps) {
  const { t } = useTranslation();
  const path = printPath(steps);
  const roles = hookRoles.filter((role) => mapping.fields[role] === path);
  const toggle = (role: HookRole) => {
    const { [role]: before, ...rest } = mapping.fields;
    onChange({ ...mapping, fields: before === path ? rest : { ...rest, [role]: path } });
  };
  const said = JSON.stringify(value) ?? "";
  return (
    <li>
      <Menu position="bottom-start" width={230}>
        <Menu.Target>
          <button
            type="button"
            className={css.leaf}
            data-here={roles.length > 0 || undefined}
            aria-label={t("webhook.leaf", { path, value: said.slice(0, 80) })}
          >
            <span className={css.keyName}>{name}</span>
            <span className={css.value}>{said.length > 80 ? `${said.slice(0, 80)}…` : said}</span>
            {roles.map((role) => (
              <em key={role}>{t(`webhook.role.${role}`)}</em>
            ))}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("webhook.thisIs")}</Menu.Label>
          {hookRoles.map((role) => (
            <Menu.Item key={role} rightSection={roles.includes(role) ? <IconCheck size={14} /> : null} onClick={() => toggle(role)}>
              {t(`webhook.role.${role}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

/** The sample as a value; the fields of a form are one too. */
function readSample(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return /^[^{[\s]+=/.test(raw) ? Object.fromEntries(new URLSearchParams(raw)) : undefined;
  }
}
