/** Whether the menu drawer of a phone is open. */
import { create } from "zustand";

interface Menu {
  shown: boolean;
  open: () => void;
  close: () => void;
}

export const useMenu = create<Menu>((set) => ({
  shown: false,
  open: () => set({ shown: true }),
  close: () => set({ shown: false }),
}));
