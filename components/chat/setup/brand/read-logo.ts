/** In base64 it is a third longer, and stays under what a brand may hold. */
export const LOGO_MAX_BYTES = 40 * 1024;
export const LOGO_TYPES = 'image/png,image/jpeg,image/webp';

/** A picture as a data URL; null when the browser cannot show it, whatever its name says. */
export async function readLogo(file: File): Promise<string | null> {
  try {
    (await createImageBitmap(file)).close();
    return await dataUrlOf(file);
  } catch {
    return null;
  }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
