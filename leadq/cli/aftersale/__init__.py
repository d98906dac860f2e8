"""aftersale"""
