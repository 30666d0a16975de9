/** Two small pictures. @module */
import { Buffer } from "node:buffer";

/** A red PNG, two pixels wide and one high. */
export const PNG_2X1: Uint8Array = new Uint8Array(Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mP8z8DAwMAAAAYIAQFyPMoyAAAA" +
    "AElFTkSuQmCC",
  "base64",
));

/** A grey JPEG, three pixels wide and two high. */
export const JPEG_3X2: Uint8Array = new Uint8Array(Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObD" +
    "oKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/E" +
    "ABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z",
  "base64",
));
