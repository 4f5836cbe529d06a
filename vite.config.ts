import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/show/console",
  base: "/",
  plugins: [react()],
  server: { proxy: { "/api": process.env["RAPPORT_API"] ?? "http://127.0.0.1:4400" } },
  build: {
    outDir: "../../../dist/console",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
});
