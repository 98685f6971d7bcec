import QRCode from 'qrcode';

/** A QR code as SVG, without a margin: the template places it on white. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
}
