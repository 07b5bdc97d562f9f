/** The widget's own colours, as in `components/chat/widget/frame/frame.css`: a test compares the two. */
export const WIDGET_THEMES = {
  light: {
    surface: '#ffffff',
    soft: '#edf1f4',
    fg: '#141c21',
    muted: '#4d575e',
    line: '#dfe3e6',
    control: '#767f86',
    danger: '#b21823',
  },
  dark: {
    surface: '#13181b',
    soft: '#252b30',
    fg: '#e8ecef',
    muted: '#a8b1b8',
    line: '#2c3338',
    control: '#7d878f',
    danger: '#fc9c99',
  },
} as const;

export type WidgetTheme = keyof typeof WIDGET_THEMES;
