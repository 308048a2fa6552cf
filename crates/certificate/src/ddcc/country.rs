//! Countries by three letters, as travel documents write them, and by two, as certificates of signers do.

/// Three letters and two of each country (ISO 3166-1, 2024).
const CODES: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU \
    AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ \
    BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI \
    CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE \
    DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK \
    FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN \
    IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH \
    KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV \
    MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN \
    MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI \
    NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG \
    SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI \
    SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT \
    TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG \
    VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";
/// Germany in travel documents (ICAO 9303 part 3, section 5).
const GERMANY: &str = "D<<";

/// The two letters of a country whose three are known.
pub(crate) fn two_letters(three: &str) -> Option<&'static str> {
    if three == "D" || three == GERMANY {
        return Some("DE");
    }
    let mut codes = CODES.split_ascii_whitespace();
    codes.find_map(|code| code.strip_prefix(three).filter(|rest| rest.len() == 2))
}

/// The three letters of a country whose two are known: `VNM` for `VN`.
pub fn three_letters(two: &str) -> Option<&'static str> {
    let mut codes = CODES.split_ascii_whitespace();
    codes.find_map(|code| code.strip_suffix(two).filter(|rest| rest.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_letters_become_two() {
        for (three, two) in [
            ("VNM", Some("VN")),
            ("DEU", Some("DE")),
            ("D<<", Some("DE")),
            ("CHE", Some("CH")),
            ("UTO", None),
            ("VN", None),
            ("", None),
        ] {
            assert_eq!(two_letters(three), two);
        }
    }

    #[test]
    fn two_letters_become_three() {
        for (two, three) in [
            ("VN", Some("VNM")),
            ("DE", Some("DEU")),
            ("XX", None),
            ("", None),
        ] {
            assert_eq!(three_letters(two), three);
        }
    }

    /// The EU's value set names the same countries.
    #[test]
    fn every_country_of_the_value_sets_has_three_letters() {
        let sets = crate::dcc::value_sets::all();
        let countries = sets.iter().find(|set| set.id == "country-2-codes").unwrap();
        let known: Vec<&str> = CODES
            .split_ascii_whitespace()
            .map(|code| &code[3..])
            .collect();
        let missing: Vec<&str> = countries.codes().filter(|it| !known.contains(it)).collect();
        assert!(
            missing.iter().all(|it| *it == "XK" || *it == "AN"),
            "{missing:?}"
        );
    }
}
