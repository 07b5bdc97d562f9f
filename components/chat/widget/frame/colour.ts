/** Ink that can be read on any brand colour (WCAG 2.2, 1.4.3: relative luminance). Black or white is always over 4.5 : 1. */

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Of `#rrggbb`, 0 to 1. */
export function luminanceOf(colour: string): number {
  const number = Number.parseInt(colour.slice(1), 16);
  const [red, green, blue] = [number >> 16, (number >> 8) & 255, number & 255];
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
}

export const contrastOf = (one: string, other: string): number => {
  const [a, b] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

export const inkOn = (colour: string): '#ffffff' | '#000000' =>
  contrastOf(colour, '#ffffff') >= contrastOf(colour, '#000000') ? '#ffffff' : '#000000';

/** `#rrggbb` of a colour as CSS writes it; null for what is none, or can be seen through. */
export function hexOf(colour: string): string | null {
  if (colour === '' || !CSS.supports('color', colour)) return null;
  const canvas = document.createElement('canvas').getContext('2d');
  if (!canvas) return null;
  canvas.fillStyle = colour;
  return /^#[0-9a-f]{6}$/.test(canvas.fillStyle) ? canvas.fillStyle : null;
}
