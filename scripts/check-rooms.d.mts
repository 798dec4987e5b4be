export const checkRooms: (root: string) => { faults: string[]; modules: number }
