/** The account number in task ids. The services' own are opaque to clients; this one is the same everywhere. */
export const APP_ID = '1300000000'
