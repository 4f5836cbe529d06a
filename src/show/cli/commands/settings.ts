import { settingList } from "../../../model/settings.ts";
import type { Verb } from "../command.ts";
import { table } from "../say.ts";

export const settingsVerb: Verb = {
  usage: "settings",
  summary: "Print every setting, its value and where it comes from",
  examples: ["rapport settings", "PORT=8080 rapport settings --json"],
  async run(_, { settings }) {
    const rows = Object.entries(settingList).map(([name, setting]) => {
      const value = settings[name as keyof typeof settings];
      const isSecret = "secret" in setting && value !== "";
      return {
        name: setting.env as string,
        value: isSecret ? "(hidden)" : String(value),
        from: process.env[setting.env] ? "environment" : "default",
        unit: "unit" in setting ? setting.unit : "",
        says: setting.says,
      };
    });
    return {
      lines: table([
        ["SETTING", "VALUE", "FROM", "MEANING"],
        ...rows.map(({ name, value, unit, from, says }) => [name, `${value || "(empty)"} ${unit}`.trim(), from, says]),
      ]),
      json: rows,
    };
  },
};
