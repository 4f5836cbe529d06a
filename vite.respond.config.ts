import { defineConfig } from "vite";

// The survey page itself is rendered by the server; only its small script is built here, under a name that does not change.
export default defineConfig({
  build: {
    outDir: "dist/respond",
    emptyOutDir: true,
    target: "es2020",
    modulePreload: false,
    rollupOptions: { input: "src/show/respond/page.ts", output: { entryFileNames: "page.js" } },
  },
});
