import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#e4f1ef",
  "#cbe4e0",
  "#9fcdc6",
  "#6fb5ab",
  "#489e93",
  "#1d7f75",
  "#0b6a63",
  "#095a54",
  "#074a45",
  "#053a36",
];
const gray: MantineColorsTuple = [
  "#f6f6f3",
  "#efefeb",
  "#e3e3dd",
  "#d6d6cf",
  "#c3c4bc",
  "#9a9f9d",
  "#676e71",
  "#4a5154",
  "#32383a",
  "#1c1f20",
];
const dark: MantineColorsTuple = [
  "#e7eaea",
  "#c3c9ca",
  "#a9b2b4",
  "#8d9799",
  "#3b4346",
  "#2a3032",
  "#1f2425",
  "#1a1e1f",
  "#121516",
  "#0d1011",
];

const sheet = {
  content: { background: "var(--r-surface)", "--r-timeline-ground": "var(--r-surface)" },
  header: { background: "var(--r-surface)" },
  title: { fontWeight: 600 },
};

/** One family, four sizes, one accent. Everything else in `tokens.css`. */
export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 6, dark: 5 },
  colors: { pine, gray, dark },
  black: "#1c1f20",
  fontFamily: "var(--r-font)",
  fontFamilyMonospace: "var(--r-mono)",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "18px", xl: "28px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "32px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "5px", md: "7px", lg: "10px", xl: "14px" },
  defaultRadius: "md",
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "18px", lineHeight: "24px" }, h2: { fontSize: "14px", lineHeight: "20px" } } },
  cursorType: "pointer",
  respectReducedMotion: true,
  autoContrast: true,
  luminanceThreshold: 0.25,
  components: {
    Button: { defaultProps: { size: "sm" }, styles: { root: { fontWeight: 550 } } },
    Kbd: {
      styles: {
        root: { border: 0, background: "color-mix(in srgb, currentcolor 14%, transparent)", color: "inherit", fontFamily: "inherit" },
      },
    },
    InputWrapper: { styles: { label: { marginBottom: 4, fontWeight: 550 }, description: { marginBottom: 6 } } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, transitionProps: { duration: 100 }, multiline: true } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 100 }, position: "bottom-start" } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 100 } } },
    Modal: {
      styles: sheet,
      defaultProps: { centered: true, padding: "lg", transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Drawer: {
      styles: sheet,
      defaultProps: { padding: "lg", transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.25 } },
    },
    Select: { defaultProps: { checkIconPosition: "right", comboboxProps: { shadow: "md", transitionProps: { duration: 100 } } } },
    SegmentedControl: { defaultProps: { size: "xs", transitionDuration: 120 } },
  },
});

/** Mantine's own variables, told to use our tokens so that the two can never drift apart. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--r-ground)",
    "--mantine-color-text": "var(--r-ink)",
    "--mantine-color-dimmed": "var(--r-ink-2)",
    "--mantine-color-placeholder": "var(--r-ink-3)",
    "--mantine-color-anchor": "var(--r-accent)",
    "--mantine-color-default": "var(--r-surface)",
    "--mantine-color-default-hover": "var(--r-sunken)",
    "--mantine-color-default-border": "var(--r-line-strong)",
    "--mantine-color-error": "var(--r-late)",
  };
  return { variables: {}, light: both, dark: both };
};
