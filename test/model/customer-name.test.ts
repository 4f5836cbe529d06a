import { expect, test } from "vitest";
import { calledOf } from "../../src/model/customer-name.ts";
import type { Identity } from "../../src/model/identity.ts";

test("a customer is called by name, else by the best of the keys", () => {
  const keys: Identity[] = ["anonymous:4f1c", "loyalty:9988", "phone:+491701234567", "user:u-42", "email:ada@example.com"];
  expect(calledOf({ firstName: "Ada", last_name: "Öz" }, keys)).toBe("Ada");
  expect(calledOf({ first_name: " Ada ", last_name: "Öz", name: "" }, keys)).toBe("Ada Öz");
  expect(calledOf({ email: "given@example.com" }, keys)).toBe("given@example.com");
  for (const best of ["ada@example.com", "u-42", "+491701234567", "9988", "4f1c"]) {
    expect(calledOf({ name: 7 }, keys)).toBe(best);
    keys.pop();
  }
  expect(calledOf({}, [])).toBeNull();
});
