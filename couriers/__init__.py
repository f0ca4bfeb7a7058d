"""Parcels: whose number it is, and where the parcel was seen, asked of Kuaidi100 or 17TRACK."""
