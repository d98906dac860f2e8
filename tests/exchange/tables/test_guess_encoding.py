"""Code pages told by their letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.exchange.tables.guess_encoding import guess_encoding
from leadq.exchange.tables.open_table import open_table

TABLES = {
    "cp1252": [
        "Name;Telefon;Straße\nUte Schröder;030 901821;Gärtnerweg 3\n",
        "Nom,Société,Téléphone\nLefèvre,Hôtel du Château,+33 1\n",
        "Nombre,Dirección\nJosé Muñoz,Calle Núñez 3\n",
        "Name,Budget,Note\nAnn,€500,it’s “fine”\n",
        "Navn,Adresse\nSøren Ærø,Ålborg\n",
    ],
    "mac-roman": ["First Name,Last Name\nJörg,Müller\nUte,Schäfer\n"],
    "cp1250": ["Imię,Nazwisko\nŁukasz,Wiśniewski\nZbigniew,Święty\n"],
    "cp1251": ["Имя,Компания\nАнна Иванова,ООО Ромашка\n"],
    "koi8-r": ["Имя,Компания\nАнна Иванова,ООО Ромашка\n"],
    "cp1254": ["Adı,Şehir\nŞükrü Çağlayan,İstanbul\n"],
    "big5": ["姓名,公司,電話\n黃淑芬,台中機械有限公司,04\n", "Name,Phone\n陳美玲,0912345678\n"],
    "cp932": ["氏名,会社名\n佐藤花子,大阪工業株式会社\n", "Name,Phone\n鈴木さくら,03-1234-5678\n"],
    "cp949": ["이름,회사\n박지영,부산전자\n", "Name,Phone\n이민호,010-1234-5678\n"],
    "gb18030": ["姓名,手机\n欧阳璟雯,13911112222\n", "Name\n张伟\n李娜\n", "姓名\n仝璠\n逄颢\n"],
}


@pytest.mark.parametrize(("page", "text"), [(page, t) for page in TABLES for t in TABLES[page]])
def test_a_table_is_read_in_its_code_page(page: str, text: str) -> None:
    guess = guess_encoding(text.encode(page))
    assert guess is not None
    assert text.encode(page).decode(guess.encoding) == text


def test_a_guess_is_said_and_one_of_chinese_is_none(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_bytes("Name,Ort\nJürgen,Köln\n".encode("cp1252"))
    (remark,) = open_table(file).remarks
    assert (remark.key, remark.params["encoding"]) == ("encoding_guess", "cp1252")
    file.write_bytes("姓名,手机\n王建国,13911112222\n".encode("gbk"))
    table = open_table(file)
    assert (table.encoding, table.remarks) == ("gb18030", [])
