import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./theme/tokens.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { answers } from "./data/answer.ts";
import { router } from "./router.tsx";
import { theme, variables } from "./theme/palette.ts";
import { loadWords } from "./words.ts";

await loadWords();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
    <QueryClientProvider client={answers}>
      <RouterProvider router={router} />
      <Notifications position="bottom-right" limit={4} zIndex={500} />
    </QueryClientProvider>
  </MantineProvider>,
);
