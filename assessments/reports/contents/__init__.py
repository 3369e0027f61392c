"""What papers say: one frozen data class per paper, its words and figures finished; a template only lays them out."""
