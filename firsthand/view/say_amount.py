"""What a quantity comes to, in words."""

from __future__ import annotations

import re

from firsthand.model import Evidence, Quantity

# UCUM codes: one, many. What is not here is shown by its code.
UNITS = {
    "%": ("per\u00a0cent", "per\u00a0cent"), "[ppth]": ("per thousand", "per thousand"), "[bp]": ("basis point", "basis points"),
    "um": ("micrometre", "micrometres"), "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"), "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"), "[in_i]": ("inch", "inches"), "[ft_i]": ("foot", "feet"), "[yd_i]": ("yard", "yards"), "[mi_i]": ("mile", "miles"),
    "[nmi_i]": ("nautical mile", "nautical miles"), "[ly]": ("light year", "light years"), "m2": ("square metre", "square metres"),
    "cm2": ("square centimetre", "square centimetres"), "km2": ("square kilometre", "square kilometres"), "[sft_i]": ("square foot", "square feet"),
    "[syd_i]": ("square yard", "square yards"), "[smi_us]": ("square mile", "square miles"), "[acr_us]": ("acre", "acres"), "har": ("hectare", "hectares"),
    "m3": ("cubic metre", "cubic metres"), "km3": ("cubic kilometre", "cubic kilometres"), "cm3": ("cubic centimetre", "cubic centimetres"),
    "[cft_i]": ("cubic foot", "cubic feet"), "L": ("litre", "litres"), "mL": ("millilitre", "millilitres"), "[gal_us]": ("gallon", "gallons"),
    "[pt_us]": ("pint", "pints"), "[qt_us]": ("quart", "quarts"), "[bbl_us]": ("barrel", "barrels"), "mg": ("milligram", "milligrams"),
    "ug": ("microgram", "micrograms"), "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"), "t": ("tonne", "tonnes"), "[ston_av]": ("ton", "tons"),
    "Mt": ("megaton", "megatons"), "kt": ("kiloton", "kilotons"), "[lb_av]": ("pound", "pounds"), "[oz_av]": ("ounce", "ounces"),
    "[stone_av]": ("stone", "stone"), "Cel": ("degree Celsius", "degrees Celsius"), "[degF]": ("degree Fahrenheit", "degrees Fahrenheit"),
    "K": ("kelvin", "kelvins"), "deg": ("degree", "degrees"), "km/h": ("kilometre an hour", "kilometres an hour"), "[mi_i]/h": ("mile an hour", "miles an hour"),
    "m/s": ("metre a second", "metres a second"), "[kn_i]": ("knot", "knots"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"), "GW": ("gigawatt", "gigawatts"), "kW.h": ("kilowatt-hour", "kilowatt-hours"), "MW.h": ("megawatt-hour", "megawatt-hours"),
    "GW.h": ("gigawatt-hour", "gigawatt-hours"), "[HP]": ("horsepower", "horsepower"), "V": ("volt", "volts"), "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"), "MHz": ("megahertz", "megahertz"), "GHz": ("gigahertz", "gigahertz"), "dB": ("decibel", "decibels"),
    "kBy": ("kilobyte", "kilobytes"), "MBy": ("megabyte", "megabytes"), "GBy": ("gigabyte", "gigabytes"), "TBy": ("terabyte", "terabytes"),
    "Mbit/s": ("megabit a second", "megabits a second"), "Gbit/s": ("gigabit a second", "gigabits a second"), "[Cal]": ("calorie", "calories"),
    "a": ("year old", "years old"), "mo": ("month old", "months old"), "wk": ("week old", "weeks old"), "d": ("day old", "days old"),
    "h": ("hour old", "hours old"), "min": ("minute old", "minutes old"),
}  # fmt: skip
HEDGES = {
    "about": "about {}", "more-than": "more than {}", "at-least": "at least {}", "less-than": "less than {}", "at-most": "at most {}", "up-to": "up to {}",
    "nearly": "nearly {}",
}  # fmt: skip
MONEY = re.compile(r"[A-Z]{3}$")
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
PARTS = {
    0.5: "one half",
    0.25: "one quarter",
    0.75: "three quarters",
    1 / 3: "one third",
    2 / 3: "two thirds",
    0.2: "one fifth",
    0.1: "one tenth",
}
NO_CURRENCY = "money; of which currency is not told for sure"


def says(row: Quantity) -> str:
    """Value or range, unit and hedge: `more than 150`, `about 380 000 tonnes`, `USD 3.2 million`."""
    unit = row.unit
    if unit == "1" and row.low == row.high == 0:
        return "none"
    amount = _amount(row.low, row.high, unit)
    hedge = row.hedge
    if hedge is not None:
        amount = HEDGES[hedge].format(amount)
    elif row.low is None and row.high is not None:
        amount += " or less"
    elif row.high is None and row.low is not None:
        amount += " or more"
    return f"{amount} ({NO_CURRENCY})" if unit is None else amount


def why(row: Quantity) -> str:
    """What is counted, and the words that hedge."""
    of, hedges = _words(row.evidence, "of"), _words(row.evidence, "hedge")
    counted = "what is counted" if row.unit == "1" else "whose age" if row.unit in ("a", "mo", "wk", "d", "h", "min") else "of what"
    told = [f"{counted}: “{of}”" if of else f"{counted}: not found in its sentence"]
    return "; ".join(told + ([f"“{hedges}” in the text"] if hedges else []))


def _words(evidence: tuple[Evidence, ...], role: str) -> str:
    return " … ".join(piece.words for piece in evidence if piece.role == role)


def _amount(low: float | None, high: float | None, unit: str | None) -> str:
    numbers = [number(one) for one in (low, high) if one is not None]
    told = numbers[0] if len(set(numbers)) == 1 else " to ".join(numbers) if numbers else "an unknown number"
    if unit is None or unit == "1":
        return told
    if unit not in UNITS and MONEY.match(unit):
        return f"{unit}\u00a0{told}"
    one, many = UNITS.get(unit, (unit, unit))
    return f"{told}\u00a0{one if (high if high is not None else low) == 1 else many}"


def number(value: float) -> str:
    """`412`, `380 000`, `3.2 million`, `one half`."""
    if value in PARTS:
        return PARTS[value]
    for size, name in LARGE:
        if abs(value) >= size and (value / size * 1000) % 1 == 0:
            return f"{_grouped(value / size)}\u00a0{name}"
    return _grouped(value)


def _grouped(value: float) -> str:
    return (f"{int(value):,}" if value == int(value) else f"{value:,.10g}").replace(",", "\u202f")
